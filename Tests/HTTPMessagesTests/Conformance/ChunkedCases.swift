extension ConformanceTests {
    /// RFC 9112 section 7.1: chunks that are well formed, and chunks that have not all arrived.
    static let chunkedCases: [ConformanceCase] = [
        chunks("one", "5\r\nhello\r\n0\r\n\r\n", "hello"),
        chunks("two", "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", "hello"),
        chunks("none", "0\r\n\r\n", ""),
        chunks("five zeros at the end", "1\r\nx\r\n00000\r\n\r\n", "x"),
        chunks("leading zeros", "0005\r\nhello\r\n0\r\n\r\n", "hello"),
        chunks("64 leading zeros", filler("0", 64) + "5\r\nhello\r\n0\r\n\r\n", "hello"),
        chunks("small hexadecimal digits", "a\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
        chunks("large hexadecimal digits", "A\r\n0123456789\r\n0\r\n\r\n", "0123456789"),
        chunks("two digits", "10\r\n0123456789abcdef\r\n0\r\n\r\n", "0123456789abcdef"),
        chunks("line ends in the data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n"),
        chunks("a chunk in the data", "5\r\n0\r\n\r\n\r\n0\r\n\r\n", "0\r\n\r\n"),
        chunks(
            "any byte in the data", "4\r\n\0\u{7F}\u{80}\u{FF}\r\n0\r\n\r\n", "\0\u{7F}\u{80}\u{FF}"
        ),

        chunks("an extension", "2;a\r\nhi\r\n0\r\n\r\n", "hi"),
        chunks("an extension with a value", "2;a=b\r\nhi\r\n0\r\n\r\n", "hi"),
        chunks("an extension of the last chunk", "2\r\nhi\r\n0;a=b\r\n\r\n", "hi"),
        chunks("three extensions", "2;a;b=c;d\r\nhi\r\n0\r\n\r\n", "hi"),
        chunks("a quoted value", "2;a=\"b c;d\\\"e\\\\\"\r\nhi\r\n0\r\n\r\n", "hi"),
        chunks("an empty quoted value", "2;a=\"\"\r\nhi\r\n0\r\n\r\n", "hi"),
        chunks("obs-text in a quoted value", "2;a=\"\u{E9}\\\u{E9}\"\r\nhi\r\n0\r\n\r\n", "hi"),
        chunks("white space in extensions", "2 \t; a\t= b ;c\r\nhi\r\n0\r\n\r\n", "hi"),
        .reads(
            "a request behind chunks", "9112 §7.1",
            chunkedHead + "2\r\nhi\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n",
            chunked("hi"), get),
        .reads(
            "chunks behind chunks", "9112 §7.1",
            chunkedHead + "2\r\nhi\r\n0\r\n\r\n" + chunkedHead + "2\r\nho\r\n0\r\n\r\n",
            chunked("hi"), chunked("ho")),

        unfinished(""), unfinished("5"), unfinished("5\r"), unfinished("5\r\n"),
        unfinished("5\r\nhell"), unfinished("5\r\nhello"), unfinished("5\r\nhello\r"),
        unfinished("5\r\nhello\r\n"), unfinished("5\r\nhello\r\n0"),
        unfinished("5\r\nhello\r\n0\r\n"), unfinished("5\r\nhello\r\n0\r\n\r"),
        unfinished("0\r\nT: v"), unfinished("0\r\nT: v\r\n"), unfinished("5;a=\""),
    ]

    /// RFC 9112 section 7.1: what is not quite a chunk.
    static let badChunkCases: [ConformanceCase] = [
        badSize(""), badSize("g"), badSize("x5"), badSize("+5"), badSize("-5"), badSize(" 5"),
        badSize("\t5"), badSize(";a=b"), badSize("\0"), badSize("\u{B2}"), badSize("$"),
        badExtension("0x5"), badExtension("5 "), badExtension("5\t"), badExtension("5h"),
        badExtension("5,0"), badExtension("5 0"), badExtension("5_0"), badExtension("5.0"),
        badExtension("5\0"), badExtension("5;"), badExtension("5; "), badExtension("5;;a"),
        badExtension("5;a;"), badExtension("5;=b"), badExtension("5;a="), badExtension("5;a=b c"),
        badExtension("5;a b"), badExtension("5;a "), badExtension("5;a==b"),
        badExtension("5;a=\"b"), badExtension("5;a=\"b\"c"), badExtension("5;a=\"b\\"),
        badExtension("5;a=\"\0\""), badExtension("5;a=\"\\\0\""), badExtension("5;a=\"\\\u{7F}\""),
        badExtension("5;a=\u{E9}"), badExtension("5;a\0"), badExtension("5,a"),

        badLine("5\nhello\r\n0\r\n\r\n"), badLine("5\rhello\r\n0\r\n\r\n"),
        badLine("5\r\rhello\r\n0\r\n\r\n"), badLine("5\r\nhello\r\n0\n\r\n"),
        badLine("\n5\r\nhello\r\n0\r\n\r\n"), badLine("5;a\nb\r\nhello\r\n0\r\n\r\n"),
        badLine("5;a=\"\n\"\r\nhello\r\n0\r\n\r\n"),
        badLine("5;a=" + filler("b", 1022) + "\r\nhello\r\n0\r\n\r\n"),
        badLine(filler("0", 1025)),
        .reads(
            "a size line as long as may be", "9112 §7.1.1",
            chunkedHead + "2;a=" + filler("b", 1020) + "\r\nhi\r\n0\r\n\r\n", chunked("hi")),

        badDataEnd("5\r\nhelloX0\r\n\r\n"), badDataEnd("5\r\nhello\n0\r\n\r\n"),
        badDataEnd("5\r\nhello\r0\r\n\r\n"), badDataEnd("5\r\nhello0\r\n\r\n"),
        badDataEnd("5\r\nhello \r\n0\r\n\r\n"), badDataEnd("5\r\nhel\r\n0\r\n\r\n"),
        badDataEnd("4\r\nhello\r\n0\r\n\r\n"), badDataEnd("5\r\nhello\n\r\n0\r\n\r\n"),

        tooLarge("9\r\n123456789\r\n0\r\n\r\n"), tooLarge("4\r\n1234\r\n5\r\n12345\r\n0\r\n\r\n"),
        tooLarge("7FFFFFFFFFFFFFFF\r\n"), tooLarge("8000000000000000\r\n"),
        tooLarge("FFFFFFFFFFFFFFFF\r\n"), tooLarge("10000000000000000\r\n"),
        tooLarge("10000000000000005\r\nhello\r\n0\r\n\r\n"),
        tooLarge("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF\r\n"),
        tooLarge("1\r\nx\r\n7FFFFFFFFFFFFFFF\r\n"), tooLarge("1\r\nx\r\nFFFFFFFFFFFFFFFF\r\n"),
        .reads(
            "as many bytes in chunks as may be", "9110 §15.5.14",
            chunkedHead + "4\r\n1234\r\n4\r\n5678\r\n0\r\n\r\n", limits: shortBodies,
            chunked("12345678")),
    ]

    static let chunkedHead = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"

    static func chunked(_ body: String, trailers: [String] = []) -> SeenRequest {
        SeenRequest(
            "POST", "/", fields: ["Host: h", "Transfer-Encoding: chunked"], body: body,
            trailers: trailers)
    }

    static func filler(_ character: Character, _ count: Int) -> String {
        String(repeating: character, count: count)
    }

    private static func chunks(
        _ id: String, _ bytes: String, _ body: String
    ) -> ConformanceCase {
        .reads("chunks: \(id)", "9112 §7.1", chunkedHead + bytes, chunked(body))
    }

    private static func unfinished(_ bytes: String) -> ConformanceCase {
        .waits("chunks end at \(bytes.debugDescription)", "9112 §7.1", chunkedHead + bytes)
    }

    private static func badSize(_ line: String) -> ConformanceCase {
        .refuses(
            "size line \(line.debugDescription)", "9112 §7.1",
            chunkedHead + "\(line)\r\nhello\r\n0\r\n\r\n", status: 400,
            "does not begin with its size")
    }

    private static func badExtension(_ line: String) -> ConformanceCase {
        .refuses(
            "size line \(line.debugDescription)", "9112 §7.1.1",
            chunkedHead + "\(line)\r\nhello\r\n0\r\n\r\n", status: 400,
            "chunk extension is malformed")
    }

    private static func badLine(_ bytes: String) -> ConformanceCase {
        .refuses(
            "chunk line \(bytes.prefix(20).debugDescription)", "9112 §7.1", chunkedHead + bytes,
            status: 400, "not SIZE CRLF")
    }

    private static func badDataEnd(_ bytes: String) -> ConformanceCase {
        .refuses(
            "chunk end \(bytes.debugDescription)", "9112 §7.1", chunkedHead + bytes, status: 400,
            "not followed by CRLF")
    }

    private static func tooLarge(_ bytes: String) -> ConformanceCase {
        .refuses(
            "chunks over the limit \(bytes.debugDescription)", "9110 §15.5.14",
            chunkedHead + bytes, limits: shortBodies, status: 413, "body is over 8 bytes")
    }
}
