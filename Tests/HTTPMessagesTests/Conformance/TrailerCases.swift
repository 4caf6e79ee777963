extension ConformanceTests {
    /// RFC 9112 section 7.1.2, RFC 9110 section 6.5: the trailer section.
    static let trailerCases: [ConformanceCase] = [
        .reads(
            "one trailer", "9112 §7.1.2", chunkedHead + "2\r\nhi\r\n0\r\nT: v\r\n\r\n",
            chunked("hi", trailers: ["T: v"])),
        .reads(
            "trailers keep their order", "9112 §7.1.2",
            chunkedHead + "0\r\nA: 1\r\nb:2\r\nA:\t3 \r\n\r\n",
            chunked("", trailers: ["A: 1", "b: 2", "A: 3"])),
        .reads(
            "obs-text in a trailer", "9110 §5.5", chunkedHead + "0\r\nT: \u{E9}\r\n\r\n",
            chunked("", trailers: ["T: \u{E9}"])),
        .reads(
            "a request behind trailers", "9112 §7.1.2",
            chunkedHead + "0\r\nT: v\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
            chunked("", trailers: ["T: v"]), get),
        .reads(
            "a Content-Length in the trailer means nothing", "9110 §6.5.1",
            chunkedHead
                + "2\r\nhi\r\n0\r\nContent-Length: 50\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
            chunked("hi", trailers: ["Content-Length: 50"]), get),
        .reads(
            "a Transfer-Encoding in the trailer means nothing", "9110 §6.5.1",
            chunkedHead + "0\r\nTransfer-Encoding: gzip\r\n\r\n",
            chunked("", trailers: ["Transfer-Encoding: gzip"])),
        .reads(
            "a Host in the trailer means nothing", "9110 §6.5.1",
            chunkedHead + "0\r\nHost: other\r\nHost: a b\r\n\r\n",
            chunked("", trailers: ["Host: other", "Host: a b"])),
        .reads(
            "a Connection in the trailer means nothing", "9110 §6.5.1",
            chunkedHead + "0\r\nConnection: close\r\n\r\n",
            chunked("", trailers: ["Connection: close"])),
        .reads(
            "an Expect in the trailer means nothing", "9110 §6.5.1",
            chunkedHead + "0\r\nExpect: 200-ok\r\n\r\n",
            chunked("", trailers: ["Expect: 200-ok"])),
        .reads(
            "a request in a trailer's value", "9112 §7.1.2",
            chunkedHead + "0\r\nT: GET / HTTP/1.1\r\n\r\n",
            chunked("", trailers: ["T: GET / HTTP/1.1"])),

        bad("T : v", "white space between a trailer name and its colon"),
        bad(" T: v", "line folding is obsolete"), bad("T: v\r\n w", "line folding is obsolete"),
        bad("T", "not NAME: VALUE"), bad(": v", "not NAME: VALUE"),
        bad("GET / HTTP/1.1", "white space between a trailer name and its colon"),
        bad("T: \0", "trailer value holds a control character"),
        bad("T: \u{7F}", "trailer value holds a control character"),
        bad("T\0: v", "not NAME: VALUE"), bad("T\u{E9}: v", "not NAME: VALUE"),
        bad("T: v\nU: w", "LF without CR"), bad("T: v\rU: w", "CR without LF"),
        bad("\nT: v", "LF without CR"),
        .refuses(
            "LF instead of the last CRLF", "9112 §7.1.2", chunkedHead + "0\r\n\n", status: 400,
            "LF without CR"),
        .refuses(
            "CR instead of the last CRLF", "9112 §7.1.2",
            chunkedHead + "0\r\n\rGET / HTTP/1.1\r\nHost: h\r\n\r\n", status: 400,
            "CR without LF"),
        .refuses(
            "one trailer too many", "9112 §7.1.2",
            chunkedHead + "0\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n\r\n", limits: threeFields,
            status: 431, "trailer section has more than 3 fields"),
        .reads(
            "as many trailers as may be", "9112 §7.1.2",
            chunkedHead + "0\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n", limits: threeFields,
            chunked("", trailers: ["A: 1", "B: 2", "C: 3"])),
        .reads(
            "a trailer section as long as may be", "9112 §7.1.2",
            chunkedHead + "0\r\nT: \(filler("a", 57))\r\n\r\n", limits: shortHeads,
            chunked("", trailers: ["T: \(filler("a", 57))"])),
        .refuses(
            "a trailer section one byte too long", "9112 §7.1.2",
            chunkedHead + "0\r\nT: \(filler("a", 58))\r\n\r\n", limits: shortHeads, status: 431,
            "trailer section is over 64 bytes"),
        .refuses(
            "an endless trailer section", "9112 §7.1.2",
            chunkedHead + "0\r\nT: \(filler("a", 90))", limits: shortHeads, status: 431,
            "trailer section is over 64 bytes"),
    ]

    private static func bad(_ lines: String, _ words: String) -> ConformanceCase {
        .refuses(
            "trailer \(lines.debugDescription)", "9112 §7.1.2",
            chunkedHead + "0\r\n\(lines)\r\n\r\n", status: 400, words)
    }
}
