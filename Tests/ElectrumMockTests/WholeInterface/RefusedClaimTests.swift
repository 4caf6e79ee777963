import JSONTree
import TestSupport
import Testing

/// The errors of redemptions and refunds, as contract.md 4.2 and 4.4 word them.
@Suite(.blocking) struct RefusedClaimTests {
    /// The messages that a till has sent before, and the one it sends now.
    enum Case: String, CaseIterable, Sendable {
        case redeemUnconfirmed, redeemReversed, redeemTwice
        case confirmUnknownRedemption, confirmRedemptionTwice
        case reverseUnknownRedemption, reverseConfirmedRedemption
        case refundUnredeemed, refundUnconfirmed, refundTwice, refundReversed, refundUnknown
        case confirmUnknownRefund, confirmRefundTwice
        case reverseUnknownRefund, reverseConfirmedRefund
    }

    struct Expected: Sendable {
        let status: Int
        let type: String
        let message: String
        let text: String
        var original: String?

        init(
            _ status: Int, _ type: String, _ message: String, _ text: String,
            original: String? = nil
        ) {
            self.status = status
            self.type = type
            self.message = message
            self.text = text
            self.original = original
        }
    }

    @Test("Each refusal has its status, type and words", arguments: Case.allCases)
    func refusal(_ refused: Case) async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let reply = try play(refused, till)
            let expected = Self.expected(refused)
            #expect(reply.status == expected.status)
            #expect(reply.errorType == expected.type)
            #expect(reply.json["errorMessage"]?.text == expected.message)
            #expect(reply.json["detailMessage"]?["freeString"]?.text == expected.text)
            #expect(reply.json["id"]?.text == uuid(99))
            #expect(reply.json["originalId"]?.text == expected.original)
        }
    }

    @Test("The voucher is told only to the redemption that holds it")
    func voucherOfTheSame() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            let code = try till.sell(uuid(1))
            _ = try till.redeem(code, id: uuid(3))
            let same = try till.redeem(code, id: uuid(3))
            #expect(same.json["detailMessage"]?["voucher"]?["code"]?.text == code)
            let other = try till.redeem(code, id: uuid(4))
            #expect(other.json["detailMessage"]?["voucher"] == nil)
        }
    }

    @Test("The user name must be the client's id, on redemptions and refunds too")
    func userName() async throws {
        try await withMock { mock in
            var till = try Till(mock)
            let claim = till.claim("4711", id: uuid(99))
            till.user = "33333333"
            for path in ["/redemptions", "/refunds"] {
                #expect(try till.post(path, claim).errorType == "AUTHENTICATION_ERROR")
            }
        }
    }

    /// The last message has the id `uuid(99)`.
    private func play(_ refused: Case, _ till: Till) throws -> Reply {
        switch refused {
        case .redeemUnconfirmed:
            let code = try till.provision(uuid(1)).voucherCode ?? ""
            return try till.redeem(code, id: uuid(99))
        case .redeemReversed:
            let code = try till.sell(uuid(1))
            _ = try till.reverseRedeem(uuid(99), id: uuid(3))
            return try till.redeem(code, id: uuid(99))
        case .redeemTwice:
            return try till.redeem(try redeemed(till), id: uuid(99))
        case .confirmUnknownRedemption:
            return try till.confirmRedeem(uuid(3), id: uuid(99))
        case .confirmRedemptionTwice:
            _ = try confirmed(till)
            return try till.confirmRedeem(uuid(3), id: uuid(99))
        case .reverseUnknownRedemption:
            return try till.reverseRedeem(uuid(3), id: uuid(99))
        case .reverseConfirmedRedemption:
            _ = try confirmed(till)
            return try till.reverseRedeem(uuid(3), id: uuid(99))
        case .refundUnredeemed:
            return try till.refund(try till.sell(uuid(1)), id: uuid(99))
        case .refundUnconfirmed:
            return try till.refund(try redeemed(till), id: uuid(99))
        case .refundTwice:
            return try till.refund(try refunded(till), id: uuid(99))
        case .refundReversed:
            _ = try till.reverseRefund(uuid(99), id: uuid(8))
            return try till.refund(try confirmed(till), id: uuid(99))
        case .refundUnknown:
            return try till.refund("4711", id: uuid(99))
        case .confirmUnknownRefund:
            return try till.confirmRefund(uuid(5), id: uuid(99))
        case .confirmRefundTwice:
            _ = try refundConfirmed(till)
            return try till.confirmRefund(uuid(5), id: uuid(99))
        case .reverseUnknownRefund:
            return try till.reverseRefund(uuid(5), id: uuid(99))
        case .reverseConfirmedRefund:
            _ = try refundConfirmed(till)
            return try till.reverseRefund(uuid(5), id: uuid(99))
        }
    }

    // MARK: A voucher's states, with its code

    private func redeemed(_ till: Till) throws -> String {
        let code = try till.sell(uuid(1))
        _ = try till.redeem(code, id: uuid(3))
        return code
    }

    private func confirmed(_ till: Till) throws -> String {
        let code = try redeemed(till)
        _ = try till.confirmRedeem(uuid(3), id: uuid(4))
        return code
    }

    private func refunded(_ till: Till) throws -> String {
        let code = try confirmed(till)
        _ = try till.refund(code, id: uuid(5))
        return code
    }

    private func refundConfirmed(_ till: Till) throws -> String {
        let code = try refunded(till)
        _ = try till.confirmRefund(uuid(5), id: uuid(6))
        return code
    }

    private static func expected(_ refused: Case) -> Expected {
        switch refused {
        case .redeemUnconfirmed:
            Expected(
                400, "VOUCHER_NOT_REDEEMABLE", "Voucher not confirmed.",
                "Voucher confirmation for this voucher has not been processed. "
                    + "Cannot redeem unconfirmed vouchers.")
        case .redeemReversed:
            Expected(
                400, "REDEMPTION_ALREADY_REVERSED", "Redemption reversed.",
                "Redemption reversal with UUID already processed with the associated fields.",
                original: uuid(3))
        case .redeemTwice:
            Expected(
                400, "VOUCHER_ALREADY_REDEEMED", "Duplicate Redemption Requests",
                "A Redemption Request for that voucher has already been received.")
        case .confirmUnknownRedemption:
            Expected(
                404, "UNABLE_TO_LOCATE_RECORD", "No Redemption Request",
                "The Redemption Request to which this Redemption Confirmation refers "
                    + "does not exist.", original: uuid(3))
        case .confirmRedemptionTwice:
            Expected(
                400, "VOUCHER_NOT_REDEEMED", "Redemption Confirmation not performed",
                "The Voucher is not currently in the redeemed state. "
                    + "The Voucher is currently in a CONFIRMED_REDEEMED state.",
                original: uuid(3))
        case .reverseUnknownRedemption:
            Expected(
                404, "UNABLE_TO_LOCATE_RECORD", "No Redemption Request",
                "The Redemption Request to which this Redemption Reversal refers "
                    + "does not exist.", original: uuid(3))
        case .reverseConfirmedRedemption:
            Expected(
                400, "REDEMPTION_ALREADY_CONFIRMED", "Redemption confirmed.",
                "The Voucher Redemption cannot be reversed as it has already been confirmed "
                    + "with the associated details.", original: uuid(3))
        case .refundUnredeemed, .refundUnknown:
            Expected(
                400, "VOUCHER_NOT_REDEEMED", "Voucher not refundable",
                "Only confirmed redemptions may be refunded.")
        default: expectedOfRefund(refused)
        }
    }

    private static func expectedOfRefund(_ refused: Case) -> Expected {
        switch refused {
        case .refundUnconfirmed:
            Expected(
                400, "REDEMPTION_NOT_CONFIRMED", "Voucher Redemption unconfirmed",
                "The redemption of this voucher is pending confirmation.")
        case .refundTwice:
            Expected(
                400, "VOUCHER_ALREADY_REFUNDED", "Voucher refund pending",
                "A refund of this voucher is pending confirmation.")
        case .refundReversed:
            Expected(
                400, "REFUND_ALREADY_REVERSED", "Refund reversed.",
                "Refund reversal with UUID already processed with the associated fields.",
                original: uuid(8))
        case .confirmUnknownRefund:
            Expected(
                404, "UNABLE_TO_LOCATE_RECORD", "No Refund Request",
                "The Refund Request to which this Refund Confirmation refers does not exist.",
                original: uuid(5))
        case .confirmRefundTwice:
            Expected(
                400, "VOUCHER_NOT_REFUNDED", "Refund Confirmation not performed",
                "The Voucher is not currently in the refunded state. "
                    + "The Voucher is currently in a CONFIRMED_PROVISIONED state.",
                original: uuid(5))
        case .reverseUnknownRefund:
            Expected(
                404, "UNABLE_TO_LOCATE_RECORD", "No Refund Request",
                "No Refund Request located for given Refund UUID.", original: uuid(5))
        case .reverseConfirmedRefund:
            Expected(
                400, "REFUND_ALREADY_CONFIRMED", "Refund confirmed",
                "The voucher related to this Refund Reversal has already been refunded.",
                original: uuid(5))
        default: preconditionFailure("\(refused) is no refusal of a refund")
        }
    }
}
