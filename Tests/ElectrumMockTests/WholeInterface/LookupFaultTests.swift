import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// Scenario faults on redemptions, refunds and lookups.
@Suite(.blocking) struct LookupFaultTests {
    private func withRule<Result>(
        _ rule: String, _ body: (MockServer) async throws -> Result
    ) async throws -> Result {
        try await withMock(
            { try $0.play(file: "rules: [\(rule)]") },
            body)
    }

    @Test("A lookup fails first and succeeds then, by whatever the voucher is looked up")
    func lookupFails() async throws {
        let rule =
            "{name: busy, on: lookup, replies: [error: 503 UPSTREAM_UNAVAILABLE, normal]}"
        try await withRule(rule) { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            let first = try till.get("/vouchers?provisionRequestId=\(uuid(1))")
            #expect(first.status == 503)
            #expect(first.errorType == "UPSTREAM_UNAVAILABLE")
            #expect(first.json["originalId"]?.text == uuid(1))
            #expect(try till.get("/vouchers?voucherCode=\(code)").status == 200)
        }
    }

    @Test("A rule looks at the parameters of a lookup as at a body")
    func parameters() async throws {
        let rule =
            "{name: seven, on: lookup, when: {body.voucherCode: '7'}, "
            + "replies: [decline: 404 INVALID_VOUCHER]}"
        try await withRule(rule) { mock in
            let till = try Till(mock)
            #expect(try till.get("/vouchers?voucherCode=7").errorType == "INVALID_VOUCHER")
            let other = try till.get("/vouchers?voucherCode=8")
            #expect(other.errorType == "UNABLE_TO_LOCATE_RECORD")
        }
    }

    @Test("The list of products fails like anything else")
    func products() async throws {
        let rule = "{name: busy, on: products, replies: [error: 500 GENERAL_ERROR, normal]}"
        try await withRule(rule) { mock in
            let till = try Till(mock)
            #expect(try till.get("/products").status == 500)
            #expect(try till.get("/products").status == 200)
        }
    }

    @Test("A declined redemption leaves the voucher redeemable")
    func declinedRedemption() async throws {
        let rule = "{name: no, on: redeem, replies: [decline: 404 DO_NOT_HONOR, normal]}"
        try await withRule(rule) { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            #expect(try till.redeem(code, id: uuid(3)).status == 404)
            #expect(try till.redeem(code, id: uuid(3)).status == 201)
        }
    }

    @Test("A redemption whose request is lost never was; one whose reply is lost holds")
    func lostRedemption() async throws {
        let rule =
            "{name: lost, on: redeem, "
            + "replies: [{lost: request, by: close}, {lost: reply, by: close}]}"
        try await withRule(rule) { mock in
            var till = try Till(mock)
            let code = try till.sell(uuid(1))
            for expected in [404, 200] {
                till.client.send(
                    till.request("/redemptions", body: till.claim(code, id: uuid(3)).description))
                #expect(try till.client.readToEnd() == .cleanEnd)
                till.client = try WireClient(port: mock.port)
                #expect(try till.get("/redemptions/\(uuid(3))").status == expected)
            }
            #expect(try till.reverseRedeem(uuid(3), id: uuid(4)).status == 202)
        }
    }

    @Test("A redemption that failed was seen: its reversal finds it")
    func failedRedemption() async throws {
        let rule = "{name: fail, on: redeem, replies: [error: 500 GENERAL_ERROR]}"
        try await withRule(rule) { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            #expect(try till.redeem(code, id: uuid(3)).status == 500)
            #expect(try till.get("/redemptions/\(uuid(3))").status == 500)
            #expect(try till.reverseRedeem(uuid(3), id: uuid(4)).status == 202)
            #expect(try till.confirmRedeem(uuid(3), id: uuid(5)).status == 404)
        }
    }

    @Test("Rules about a redemption's advice see the redemption's amount and terminal")
    func adviceOnRedemption() async throws {
        let rule =
            "{name: fail, on: confirm-redeem, when: {amount: 4242, terminal: term0001}, "
            + "replies: [error: 500 GENERAL_ERROR, normal]}"
        try await withRule(rule) { mock in
            var till = try Till(mock)
            let code = try till.sell(uuid(1))
            till.amount = 4242
            _ = try till.redeem(code, id: uuid(3))
            #expect(try till.confirmRedeem(uuid(3), id: uuid(4)).status == 500)
            #expect(try till.confirmRedeem(uuid(3), id: uuid(4)).status == 202)
        }
    }

    @Test("Messages about a voucher go to the provider that issued it")
    func provider() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            var till = try Till(mock)
            till.receiver = "Yoyo"
            let code = try till.sell(uuid(1))
            till.receiver = "Somebody Else"
            _ = try till.get("/vouchers?voucherCode=\(code)")
            _ = try till.redeem(code, id: uuid(3))
            _ = try till.get("/redemptions/\(uuid(3))")
            _ = try till.confirmRedeem(uuid(3), id: uuid(4))
            _ = try till.refund(code, id: uuid(5))
            _ = try till.reverseRefund(uuid(5), id: uuid(6))
            var admin = till
            admin.basePath = "/_mock"
            let journal = try admin.get("/sandboxes/default/journal")
            let records = journal.json["records"]?.items?.filter { $0["operation"] != nil } ?? []
            #expect(records.count == 11)
            for record in records { #expect(record["provider"]?.text == "yoyo", "\(record)") }
            #expect(
                records.filter { $0["operation"]?.text == "deliver-confirm" }
                    .map { $0["transaction"]?.text } == [uuid(1), uuid(3)])
        }
    }
}
