import ElectrumMock
import JSONTree
import TestSupport
import Testing

/// A voucher over a real socket, from its provision to its second redemption.
@Suite(.blocking) struct VoucherLifeTests {
    @Test("A voucher is provisioned, confirmed, looked up, redeemed, refunded and redeemed again")
    func wholeLife() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let provision = try till.provision(uuid(1))
            #expect(provision.status == 201)
            let code = try #require(provision.voucherCode)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            #expect(try value(of: code, till) == 10000)

            let redemption = try till.redeem(code, id: uuid(3))
            #expect(redemption.status == 201)
            #expect(redemption.response["Location"] == "/suv/v1/redemptions")
            #expect(redemption.voucherCode == code)
            #expect(try value(of: code, till) == 0)
            let confirmation = try till.confirmRedeem(uuid(3), id: uuid(4))
            #expect(confirmation.status == 202)
            #expect(confirmation.json["requestId"]?.text == uuid(3))

            #expect(try till.refund(code, id: uuid(5)).status == 201)
            #expect(try value(of: code, till) == 0)
            #expect(try till.confirmRefund(uuid(5), id: uuid(6)).status == 202)
            #expect(try value(of: code, till) == 10000)
            #expect(try till.redeem(code, id: uuid(7)).status == 201)
        }
    }

    @Test("Redemptions and refunds are undone by reversals")
    func reversals() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            _ = try till.redeem(code, id: uuid(3))
            #expect(try till.reverseRedeem(uuid(3), id: uuid(4)).status == 202)
            #expect(try till.redeem(code, id: uuid(5)).status == 201)
            _ = try till.confirmRedeem(uuid(5), id: uuid(6))
            _ = try till.refund(code, id: uuid(7))
            #expect(try till.reverseRefund(uuid(7), id: uuid(8)).status == 202)
            #expect(try till.reverseRefund(uuid(7), id: uuid(8)).status == 202)
            #expect(try till.refund(code, id: uuid(9)).status == 201)
        }
    }

    @Test("A redemption's answer has the request's members and new identifiers")
    func enrichment() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            let reply = try till.redeem(code, id: uuid(3))
            let request = till.claim(code, id: uuid(3))
            for name in ["id", "time", "originator", "client", "amounts", "voucher"] {
                #expect(reply.json[name] == request[name], "\(name)")
            }
            let identifiers = try #require(reply.json["thirdPartyIdentifiers"]?.items)
            #expect(
                identifiers.map { $0["institutionId"]?.text }
                    == ["22222222", "4444444444", "33333333333"])
        }
    }

    @Test("A refund's answer does not repeat which redemption it was about")
    func refundResponse() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            _ = try till.redeem(code, id: uuid(3))
            _ = try till.confirmRedeem(uuid(3), id: uuid(4))
            var request = try #require(till.claim(code, id: uuid(5)).members)
            request["redemptionId"] = .string(uuid(3))
            let reply = try till.post("/refunds", .object(request))
            #expect(reply.status == 201)
            #expect(reply.json["redemptionId"] == nil)
        }
    }

    @Test("Another client may redeem the voucher")
    func otherClient() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            let code = try till.sell(uuid(1))
            till.user = "33333333"
            #expect(try till.redeem(code, id: uuid(3)).status == 201)
        }
    }

    @Test("In single messaging nothing needs to be confirmed")
    func singleMessaging() async throws {
        try await withMock {
            try $0.play(file: "{messaging: single, rules: []}")
        } _: { mock in
            let till = try Till(mock)
            let code = try #require(try till.provision(uuid(1)).voucherCode)
            #expect(try till.redeem(code, id: uuid(3)).status == 201)
            #expect(try till.refund(code, id: uuid(5)).status == 201)
            #expect(try till.redeem(code, id: uuid(7)).status == 201)
        }
    }

    @Test(
        "A voucher is redeemed until it expires on the sandbox clock, and looked up even then",
        arguments: [
            ("94607999999ms", String?.none), ("1095d", "Voucher expired."),
        ])
    func expiry(age: String, complaint: String?) async throws {
        try await withMock {
            $0.useManualClock()
        } _: { mock in
            let till = try Till(mock)
            let voucher = try till.provision(uuid(1)).json["voucher"]
            _ = try till.confirm(uuid(1), id: uuid(2))
            try ControlledSandbox(of: mock).advance(age)
            let lookup = try till.get("/vouchers?provisionRequestId=\(uuid(1))")
            #expect(lookup.status == 200)
            #expect(lookup.json["voucher"] == voucher)
            let redemption = try till.redeem(voucher?["code"]?.text ?? "", id: uuid(3))
            #expect(redemption.json["errorMessage"]?.text == complaint)
            #expect(redemption.status == (complaint == nil ? 201 : 400))
            #expect(redemption.errorType == complaint.map { _ in "VOUCHER_NOT_REDEEMABLE" })
        }
    }

    private func value(of code: String, _ till: Till) throws -> Int64? {
        let lookup = try till.get("/vouchers?voucherCode=\(code)")
        return lookup.json["amounts"]?["approvedAmount"]?["amount"]?.integer
    }
}
