import ElectrumMock
import ElectrumSwitch
import JSONTree
import TestSupport
import Testing

/// Who may send what, and the id by which every error names its message.
@Suite(.blocking) struct AuthorizationTests {
    /// A request line and a body; nil for none.
    struct Call: Sendable, CustomTestStringConvertible {
        let line: String
        let body: JSON?
        /// The ids of the error: its `id` and its `originalId`.
        let id: String?
        var original: String?

        var testDescription: String { line }
    }

    private static let advice: JSON = [
        "id": .string(uuid(2)), "requestId": .string(uuid(1)), "time": "2026-01-28T10:41:30.000Z",
        "thirdPartyIdentifiers": [], "reversalReason": "TIMEOUT",
    ]

    static let calls = [
        Call(
            line: "POST /vouchers/reversals", body: advice, id: uuid(2), original: uuid(1)),
        Call(
            line: "POST /redemptions/reversals", body: advice, id: uuid(2), original: uuid(1)),
        Call(
            line: "POST /refunds/reversals", body: advice, id: uuid(2), original: uuid(1)),
        Call(
            line: "GET /vouchers?provisionRequestId=\(uuid(1))", body: nil, id: uuid(1),
            original: uuid(1)),
        Call(line: "GET /vouchers?voucherCode=4711", body: nil, id: nil),
        Call(line: "GET /redemptions/\(uuid(1))", body: nil, id: uuid(1), original: uuid(1)),
        Call(line: "GET /products", body: nil, id: nil),
    ]

    @Test("Lookups and advices need Authorization, and the error says what to do", arguments: calls)
    func everyOperation(call: Call) async throws {
        try await withMock { mock in
            let reply = try send(call, mock)
            #expect(reply.status == 400)
            #expect(reply.errorType == "AUTHENTICATION_ERROR")
            #expect(reply.json["id"]?.text == call.id)
            #expect(reply.json["originalId"]?.text == call.original)
        }
    }

    @Test("With anonymous reads lookups and products need none, advices do", arguments: calls)
    func anonymousReads(call: Call) async throws {
        try await withMock { configuration in
            configuration.switching.authentication.hasAnonymousReads = true
        } _: { mock in
            let reply = try send(call, mock)
            #expect((reply.errorType == "AUTHENTICATION_ERROR") == (call.body != nil))
        }
    }

    /// Every way of refusing a message for its form, with the id that it shows.
    static let malformed = [
        Call(line: "POST /vouchers", body: ["id": .string(uuid(1)), "time": 1], id: uuid(1)),
        Call(line: "POST /vouchers", body: ["id": "no UUID"], id: nil),
        Call(line: "POST /vouchers/\(uuid(1))/retry", body: [:], id: uuid(1)),
        Call(
            line: "POST /vouchers/\(uuid(1))/retry", body: ["id": .string(uuid(2))], id: uuid(2)),
        Call(
            line: "POST /vouchers/confirmations", body: ["requestId": .string(uuid(1))],
            id: uuid(1)),
        Call(line: "GET /redemptions/\(uuid(1))?colour=red", body: nil, id: uuid(1)),
        Call(line: "GET /vouchers?provisionRequestId=\(uuid(1))&x=1", body: nil, id: uuid(1)),
        Call(line: "PUT /vouchers", body: ["id": .string(uuid(1))], id: uuid(1)),
        Call(line: "DELETE /redemptions/\(uuid(1))", body: nil, id: uuid(1)),
        Call(line: "POST /suv/v1/nowhere", body: ["id": .string(uuid(1))], id: uuid(1)),
        Call(line: "POST /nowhere", body: ["id": .string(uuid(1))], id: uuid(1)),
        Call(
            line: "POST /sandboxes/a,b/suv/v1/vouchers", body: ["id": .string(uuid(1))],
            id: uuid(1)),
    ]

    @Test(
        "An error names the message, whatever is wrong, if its id can be read", arguments: malformed
    )
    func ids(call: Call) async throws {
        try await withMock { mock in
            let reply = try send(call, mock, fields: Self.authorized)
            #expect([400, 404, 405].contains(reply.status))
            #expect(reply.json["id"]?.text == call.id)
            #expect(reply.json["originalId"] == nil)
        }
    }

    @Test("So does the refusal of another content type")
    func contentType() async throws {
        try await withMock { mock in
            let call = Call(
                line: "POST /vouchers", body: ["id": .string(uuid(1))], id: uuid(1))
            let reply = try send(
                call, mock, fields: Self.authorized, contentType: "text/plain")
            #expect(reply.status == 415)
            #expect(reply.json["id"]?.text == uuid(1))
        }
    }

    private static let authorized = "Authorization: Basic MjIyMjIyMjI6c2VjcmV0\r\n"

    private func send(
        _ call: Call, _ mock: MockServer, fields: String = "",
        contentType: String = "application/json"
    ) throws -> Reply {
        let body = call.body?.description
        let content = body.map {
            "Content-Type: \(contentType)\r\nContent-Length: \($0.utf8.count)\r\n"
        }
        return try Reply(
            WireClient(port: mock.port).exchange(
                "\(call.line) HTTP/1.1\r\nHost: localhost\r\n\(fields)\(content ?? "")\r\n"
                    + (body ?? "")))
    }
}
