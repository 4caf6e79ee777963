import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// lookupRedemption over a real socket: one of five answers (contract.md 1.3).
@Suite(.blocking) struct RedemptionLookupTests {
    @Test("The approval comes as it was")
    func approval() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let redemption = try till.redeem(try till.sell(uuid(1)), id: uuid(3))
            let reply = try till.get("/redemptions/\(uuid(3))")
            #expect(reply.status == 200)
            #expect(reply.json == redemption.json)
        }
    }

    @Test("An error comes as it was, whether the voucher's state or the scenario brought it")
    func error() async throws {
        try await withMock {
            try $0.play(
                file: """
                    rules:
                      - name: first
                        on: redeem
                        replies: [{decline: 404 DO_NOT_HONOR}, normal]
                    """)
        } _: { mock in
            let till = try Till(mock)
            let declined = try till.redeem("4711", id: uuid(3))
            #expect(declined.errorType == "DO_NOT_HONOR")
            #expect(try till.get("/redemptions/\(uuid(3))").json == declined.json)
            let refused = try till.redeem("4711", id: uuid(3))
            #expect(refused.errorType == "VOUCHER_NOT_REDEEMABLE")
            let reply = try till.get("/redemptions/\(uuid(3))")
            #expect(reply.status == 400)
            #expect(reply.json == refused.json)
        }
    }

    @Test("What the provider did counts, also when the till was told that nobody knows")
    func unknownOutcome() async throws {
        try await withMock {
            try $0.play(
                file: """
                    rules:
                      - name: unknown
                        on: redeem
                        replies: [{error: 504 VOUCHER_STATUS_UNKNOWN, processed: yes}]
                    """)
        } _: { mock in
            let till = try Till(mock)
            #expect(try till.redeem(try till.sell(uuid(1)), id: uuid(3)).status == 504)
            let reply = try till.get("/redemptions/\(uuid(3))")
            #expect(reply.status == 200)
            #expect(reply.json["id"]?.text == uuid(3))
        }
    }

    @Test("Another client's is forbidden and an unknown one not found, both without a body")
    func withoutBody() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            _ = try till.redeem(try till.sell(uuid(1)), id: uuid(3))
            let unknown = try till.get("/redemptions/\(uuid(4))")
            #expect(unknown.status == 404)
            #expect(unknown.response.body.isEmpty)
            till.user = "33333333"
            let forbidden = try till.get("/redemptions/\(uuid(3))")
            #expect(forbidden.status == 403)
            #expect(forbidden.response.body.isEmpty)
        }
    }

    @Test("One that is still being processed is 102, and the connection ends behind it")
    func processing() async throws {
        try await withMock {
            $0.useManualClock()
            try $0.play(file: "rules: [{name: late, on: redeem, replies: [{processing: 5s}]}]")
        } _: { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            let claim = till.claim(code, id: uuid(3)).description
            till.client.send(till.request("/redemptions", body: claim))
            var other = try Till(mock)
            try waitForArrival(other)
            other.client.send(other.getRequest("/redemptions/\(uuid(3))"))
            let answer = try other.client.readToEnd().text
            #expect(answer.hasPrefix("HTTP/1.1 102 Processing\r\n"))
            #expect(!answer.lowercased().contains("content-length"))
            #expect(answer.hasSuffix("\r\n\r\n"))

            var admin = try Till(mock)
            admin.basePath = "/_mock"
            _ = try admin.post("/sandboxes/default/clock", ["advance": "5s"])
            #expect(try till.client.readResponse().status == 201)
            other.client = try WireClient(port: mock.port)
            #expect(try other.get("/redemptions/\(uuid(3))").status == 200)
        }
    }

    @Test("What is no UUID is a format error")
    func malformed() async throws {
        try await withMock { mock in
            let reply = try Till(mock).get("/redemptions/4711")
            #expect(reply.status == 400)
            #expect(reply.errorType == "FORMAT_ERROR")
        }
    }

    private func waitForArrival(_ till: Till) throws {
        var admin = till
        admin.basePath = "/_mock"
        let reply = try admin.get("/sandboxes/default/journal/await?operation=redeem&timeout=10s")
        #expect(reply.json["satisfied"] == true)
    }
}
