import HTTPMessages

extension ConformanceTests {
    /// RFC 9112 section 5, RFC 9110 section 5: field lines.
    static let fieldCases: [ConformanceCase] = [
        field("X:y", "X: y"), field("X: y", "X: y"), field("X:   y", "X: y"),
        field("X:\ty", "X: y"), field("X: \t y \t ", "X: y"), field("X:", "X: "),
        field("X:  \t ", "X: "), field("X: a b\tc", "X: a b\tc"), field("X: a:b::c", "X: a:b::c"),
        field("X: :", "X: :"), field("X: \"a, b\"", "X: \"a, b\""),
        field("x-LONG-Name: y", "x-LONG-Name: y"),
        field("!#$%&'*+-.^_`|~09azAZ: y", "!#$%&'*+-.^_`|~09azAZ: y"), field("0: y", "0: y"),
        field("X: \u{80}\u{E9}\u{FF}", "X: \u{80}\u{E9}\u{FF}"),
        field("X: \u{C3}\u{A9}", "X: \u{C3}\u{A9}"),
        field("X: !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "X: !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        .reads(
            "fields of one name keep their order", "9110 §5.3",
            "GET / HTTP/1.1\r\nX: 1\r\nHost: h\r\nx: 2\r\nX: 1\r\n\r\n",
            SeenRequest("GET", "/", fields: ["X: 1", "Host: h", "x: 2", "X: 1"])),

        badLine("X : y", "9112 §5.1", "white space between a header name and its colon"),
        badLine("X\t: y", "9112 §5.1", "white space between a header name and its colon"),
        badLine("X Y: z", "9112 §5.1", "white space between a header name and its colon"),
        badLine("X", "9112 §5", "not NAME: VALUE"), badLine(": y", "9110 §5.1", "not NAME: VALUE"),
        badLine(":", "9110 §5.1", "not NAME: VALUE"),
        badLine("X(: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X/Y: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X,Y: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X;Y: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X=y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X[0]: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("\"X\": y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X\0: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("\0: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X\u{0B}: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X\u{0C}: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X\u{7F}: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X\u{E9}: y", "9110 §5.1", "not NAME: VALUE"),
        badLine("X\u{A0}: y", "9110 §5.1", "not NAME: VALUE"),
        badLine(" X: y", "9112 §5.2", "line folding is obsolete"),
        badLine("\tX: y", "9112 §5.2", "line folding is obsolete"),
        badLine("X: y\r\n z", "9112 §5.2", "line folding is obsolete"),
        badLine("X: y\r\n\tz", "9112 §5.2", "line folding is obsolete"),
        badLine("X:\r\n y", "9112 §5.2", "line folding is obsolete"),
        badLine(" ", "9112 §5.2", "line folding is obsolete"),
        badLine("\t", "9112 §5.2", "line folding is obsolete"),
        badLine("\u{0B}X: y", "9110 §5.1", "not NAME: VALUE"),
        badValue("\0"), badValue("\u{01}"), badValue("\u{08}"), badValue("\u{0B}"),
        badValue("\u{0C}"), badValue("\u{0E}"), badValue("\u{1B}"), badValue("\u{1F}"),
        badValue("\u{7F}"),

        .reads(
            "as many fields as may be", "9110 §5.4",
            "GET / HTTP/1.1\r\nHost: h\r\nX: 1\r\nX: 2\r\n\r\n", limits: threeFields,
            SeenRequest("GET", "/", fields: ["Host: h", "X: 1", "X: 2"])),
        .refuses(
            "one field too many", "9110 §5.4",
            "GET / HTTP/1.1\r\nHost: h\r\nX: 1\r\nX: 2\r\nX: 3\r\n\r\n", limits: threeFields,
            status: 431, "header section has more than 3 fields"),
        .reads(
            "a head as long as may be", "9110 §5.4",
            "GET / HTTP/1.1\r\nHost: h\r\nX: \(filler("a", 32))\r\n\r\n", limits: shortHeads,
            SeenRequest("GET", "/", fields: ["Host: h", "X: \(filler("a", 32))"])),
        .refuses(
            "a head one byte too long", "9110 §5.4",
            "GET / HTTP/1.1\r\nHost: h\r\nX: \(filler("a", 33))\r\n\r\n", limits: shortHeads,
            status: 431, "request head or trailer section is over 64 bytes"),
        .refuses(
            "a head as long as may be that does not end there", "9110 §5.4",
            "GET / HTTP/1.1\r\nHost: h\r\nX: \(filler("a", 36))", limits: shortHeads,
            status: 431, "request head or trailer section is over 64 bytes"),
        .refuses(
            "an endless head", "9110 §5.4", "GET / HTTP/1.1\r\nHost: h\r\nX: \(filler("a", 80))",
            limits: shortHeads, status: 431, "request head or trailer section is over 64 bytes"),
        .reads(
            "an empty line does not count against the head", "9112 §2.2",
            "\r\nGET / HTTP/1.1\r\nHost: h\r\nX: \(filler("a", 32))\r\n\r\n", limits: shortHeads,
            SeenRequest("GET", "/", fields: ["Host: h", "X: \(filler("a", 32))"])),
    ]

    static let threeFields = limits { $0.fieldsMax = 3 }

    private static func field(_ line: String, _ seen: String) -> ConformanceCase {
        .reads(
            "field line \(line.debugDescription)", "9112 §5",
            "GET / HTTP/1.1\r\nHost: h\r\n\(line)\r\n\r\n",
            SeenRequest("GET", "/", fields: ["Host: h", seen]))
    }

    private static func badLine(
        _ line: String, _ section: String, _ words: String
    ) -> ConformanceCase {
        .refuses(
            "field line \(line.debugDescription)", section,
            "GET / HTTP/1.1\r\nHost: h\r\n\(line)\r\n\r\n", status: 400, words)
    }

    private static func badValue(_ value: String) -> ConformanceCase {
        .refuses(
            "field value \(value.debugDescription)", "9110 §5.5",
            "GET / HTTP/1.1\r\nHost: h\r\nX: a\(value)b\r\n\r\n", status: 400,
            "value holds a control character")
    }
}
