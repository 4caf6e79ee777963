import Conformance
import ElectrumMock
import ElectrumSwitch
import HTTPMessages
import HTTPServing
import JSONTree
import TestSupport
import Testing

/// Input that is refused before it becomes a message is recorded in the journal, and fails D13.
@Suite(.blocking) struct RefusedRecordTests {
    /// A request that the HTTP layer refuses.
    struct Refused: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let status: Int
        var operation = "provision"
        var target = "/suv/v1/vouchers"
        /// Header lines beside Host.
        let fields: [String]
        var body = ""
        var isHalf = false

        var text: String {
            let lines = ["POST \(target) HTTP/1.1", "Host: localhost"] + fields
            return lines.joined(separator: "\r\n") + "\r\n" + (isHalf ? "" : "\r\n" + body)
        }
    }

    private static let refused = [
        Refused(
            testDescription: "an unknown content coding", status: 415,
            fields: ["Content-Encoding: br", "Content-Length: 2"], body: "{}"),
        Refused(
            testDescription: "gzip that is none", status: 400,
            fields: ["Content-Encoding: gzip", "Content-Length: 2"], body: "{}"),
        Refused(
            testDescription: "a coding of the answer that is not spoken", status: 406,
            fields: ["Accept-Encoding: identity;q=0, br", "Content-Length: 2"], body: "{}"),
        Refused(
            testDescription: "a body that is too large", status: 413, operation: "confirm",
            target: "/suv/v1/vouchers/confirmations", fields: ["Content-Length: 99999999"]),
        Refused(
            testDescription: "a length that is none", status: 400, operation: "retry",
            target: "/suv/v1/vouchers/\(uuid(1))/retry", fields: ["Content-Length: two"]),
        Refused(
            testDescription: "a bad chunk", status: 400, operation: "reverse",
            target: "/vouchers/reversals", fields: ["Transfer-Encoding: chunked"],
            body: "no size\r\n"),
        Refused(
            testDescription: "two hosts", status: 400,
            fields: ["Host: elsewhere", "Content-Length: 0"]),
        Refused(
            testDescription: "an expectation that is not known", status: 417,
            fields: ["Expect: wonders", "Content-Length: 0"]),
        Refused(
            testDescription: "too many fields", status: 431,
            fields: (1...101).map { "X-\($0): y" }),
        Refused(
            testDescription: "a head that is too large", status: 431,
            fields: ["X: " + String(repeating: "y", count: 20_000)]),
        Refused(
            testDescription: "a request that is cut short", status: 400,
            fields: ["Content-Length: 10"], isHalf: true),
        Refused(
            testDescription: "a path of tills that is no operation", status: 415,
            operation: "unknown", target: "/suv/v1/wouchers",
            fields: ["Content-Encoding: br", "Content-Length: 2"], body: "{}"),
    ]

    @Test("A message that the HTTP layer refuses has a record and fails D13", arguments: refused)
    func record(refused: Refused) async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let client = try WireClient(port: mock.port)
            client.send(refused.text)
            if refused.isHalf { client.finishSending() }
            #expect(try client.readResponse().status == refused.status)
            let record = try #require(try sandbox.records().last)
            #expect(record["status"]?.integer == Int64(refused.status))
            #expect(record["operation"]?.text == refused.operation)
            #expect(record["ended"] == "sent")
            #expect(record["processed"] == false)
            #expect(record["refused"]?.text?.isEmpty == false)
            #expect(record["requestOnConnection"] == 1)
            if refused.operation == "retry" { #expect(record["transaction"]?.text == uuid(1)) }
            let awaited = try sandbox.records("/await?operation=\(refused.operation)&timeout=5s")
            #expect(awaited.count == 1)
            let rule = try mock.report().rules.first { $0.id == "D13" }
            #expect(rule?.verdict == .fail)
            #expect(rule?.findings.first?.message.contains("\(refused.status)") == true)
        }
    }

    @Test("An operation says as an ErrorDetail, and to a page that may be a till, what was refused")
    func errorDetail() async throws {
        try await withMock {
            $0.switching.openOrigins = ["https://till.example"]
        } _: { mock in
            let client = try WireClient(port: mock.port)
            let answer = try client.exchange(
                """
                POST /suv/v1/vouchers/\(uuid(1))/retry HTTP/1.1\r
                Host: localhost\r
                Origin: https://till.example\r
                Content-Encoding: br\r
                Content-Length: 2\r
                \r
                {}
                """)
            #expect(answer.status == 415)
            #expect(answer["Content-Type"] == "application/json")
            #expect(answer["Accept-Encoding"] == "gzip, identity")
            #expect(answer["Access-Control-Allow-Origin"] == "https://till.example")
            let error = try Reply(answer).json
            #expect(error["id"]?.text == uuid(1))
            #expect(error["errorType"] == "FORMAT_ERROR")
        }
    }

    @Test("What is refused of the control API, and of nobody known, has none")
    func others() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            for text in [
                "GET /_mock/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "no HTTP\r\n\r\n",
                "POST /_mock/sandboxes/a HTTP/1.1\r\nHost: a\r\nContent-Length: two\r\n\r\n",
            ] {
                let client = try WireClient(port: mock.port)
                client.send(text)
                #expect(try client.readResponse().status == 400)
            }
            #expect(try sandbox.records().isEmpty)
        }
    }

    // MARK: TLS

    private static let hello = TLSGreeting.clientHello

    @Test(
        "A TLS handshake that fails has a record in the default sandbox and fails D13",
        arguments: [
            (Array(hello.prefix(40)), "left in the middle"),
            ([22, 3, 1, 0, 5, 9, 9, 9, 9, 9], "TLS protocol error"),
            (Array("GET /suv/v1 HTTP/1.1\r\n\r\n".utf8), "use https://"),
            ([0, 0, 7, 7, 7, 7, 7], "neither TLS nor HTTP"),
        ] as [([UInt8], String)])
    func handshake(sent: [UInt8], reason: String) async throws {
        let now = Int(Instant.now().unix / 1_000_000_000)
        let certificates = try SelfSignedCertificates(now: now)
        try await withMock {
            try $0.useTLS(certificates)
        } _: { mock in
            let silent = try WireClient(port: mock.port)
            silent.finishSending()
            #expect(try silent.readToEnd() == .cleanEnd)
            let client = try WireClient(port: mock.port)
            client.send(sent)
            client.finishSending()
            _ = try client.readToEnd()
            try await eventually("the report tells of it") {
                let rule = try mock.report().rules.first { $0.id == "D13" }
                return rule?.verdict == .fail && rule?.findings.count == 1
                    && rule?.findings.first?.message.contains(reason) == true
            }
        }
    }

    @Test("TLS on a port of plain HTTP has a record, too")
    func tlsOnPlainPort() async throws {
        try await withMock { mock in
            let client = try WireClient(port: mock.port)
            client.send(Self.hello)
            #expect(try client.readResponse().status == 400)
            let record = try ControlledSandbox(of: mock).records().last
            #expect(record?["operation"] == "unknown" && record?["status"] == 400)
            #expect(record?["refused"]?.text?.contains("TLS handshake") == true)
        }
    }
}
