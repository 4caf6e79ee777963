import TestSupport
import Testing

/// Each limit is the one that its option sets.
@Suite(.blocking) struct LimitOptionTests {
    /// An option, what a client sends, and how the answer begins.
    struct Case: CustomTestStringConvertible {
        let option: String
        let input: String
        let answer: String
        var testDescription: String { option }

        init(_ option: String, _ input: String, _ answer: String) {
            self.option = option
            self.input = input
            self.answer = answer
        }
    }

    private static let long = String(repeating: "a", count: 100)
    private static let head = "GET /_mock/health HTTP/1.1\r\nHost: x\r\n"

    static let cases = [
        Case("--head-bytes-max=100", "\(head)A: \(long)\r\n\r\n", "HTTP/1.1 431 "),
        Case("--target-bytes-max=90", "GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 414 "),
        Case("--fields-max=1", "\(head)A: b\r\n\r\n", "HTTP/1.1 431 "),
        Case("--body-bytes-max=99", "\(head)Content-Length: 100\r\n\r\n\(long)", "HTTP/1.1 413 "),
        Case("--request-timeout-ms=50", head, "HTTP/1.1 408 "),
        Case("--idle-timeout-ms=50", "", ""),
    ]

    @Test("An option sets the limit of its name", arguments: cases)
    func option(row: Case) async throws {
        let mock = try await MockProcess.serving("-q", row.option)
        let client = try WireClient(port: try await mock.port)
        client.send(row.input)
        let answer = try client.readToEnd().text
        #expect(row.answer.isEmpty ? answer.isEmpty : answer.hasPrefix(row.answer))
    }

    @Test("A client that does not read loses its connection when the option says so")
    func sendTimeout() async throws {
        let mock = try await MockProcess.serving("-q", "--send-timeout-ms", "50")
        let client = try WireClient(port: try await mock.port, receiveBufferBytes: 4_096)
        let request = "GET /suv/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
        client.send(request)
        let length = try client.readResponse().body.count
        let count = 20_000_000 / length
        client.send(String(repeating: request, count: count))
        let before = mock.usage.descriptors
        try await eventually("the connection is closed") { mock.usage.descriptors < before }
        #expect(try client.readToEnd().bytes.count < count * length)
    }

    @Test(
        "What is sent after a refusal is read for as long, and as much, as the options say",
        arguments: ["--drain-timeout-ms=50", "--drain-bytes-max=1000"])
    func drain(option: String) async throws {
        let mock = try await MockProcess.serving("-q", option)
        let client = try WireClient(port: try await mock.port)
        client.send("no HTTP\r\n\r\n")
        #expect(try client.readResponse().status == 400)
        client.send(String(repeating: "a", count: 2_000))
        // Otherwise it would take two seconds.
        try await eventually("the connection is closed", within: 1) { !client.send("a") }
    }
}
