import Testing
import VoucherLedger

/// The rows of contract.md section 4.2 about redemptions and refunds, as one table.
@Suite struct VoucherStateTests {
    enum Step: Sendable {
        case confirm
        case redeem, redeemAgain, redeemUnknownVoucher, confirmRedemption, reverseRedemption
        case refund, refundAgain, refundUnknownVoucher, confirmRefund, reverseRefund
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let steps: [Step]
        let outcome: Outcome
        let voucherStatus: VoucherStatus.State

        init(_ steps: [Step], _ outcome: Outcome, _ voucherStatus: VoucherStatus.State) {
            self.steps = steps
            self.outcome = outcome
            self.voucherStatus = voucherStatus
        }

        var testDescription: String { steps.map { "\($0)" }.joined(separator: ", ") }
    }

    private static let redeemed: [Step] = [.redeem]
    private static let redemptionConfirmed: [Step] = [.redeem, .confirmRedemption]
    private static let refunded: [Step] = [.redeem, .confirmRedemption, .refund]
    private static let refundConfirmed: [Step] = refunded + [.confirmRefund]

    static let redeemRows = [
        Row([.redeem], .approved, .redeemed),
        Row([.redeemUnknownVoucher], .conflict(.notConfirmed), .provisioned),
        Row(
            [.reverseRedemption, .redeem], .alreadyReversed(by: "reversal"), .provisioned),
        Row(
            redeemed + [.redeem], .conflict(.alreadyRedeemed(bySameID: true)), .redeemed),
        Row(
            redeemed + [.redeemAgain], .conflict(.alreadyRedeemed(bySameID: false)), .redeemed),
        Row(
            redemptionConfirmed + [.redeemAgain], .conflict(.alreadyRedeemed(bySameID: false)),
            .redemptionConfirmed),
        Row(
            refunded + [.redeemAgain], .conflict(.alreadyRedeemed(bySameID: false)), .refunded),
        Row(redeemed + [.reverseRedemption, .redeemAgain], .approved, .redeemed),
        Row(
            redeemed + [.reverseRedemption, .redeem], .alreadyReversed(by: "reversal"),
            .provisioned),
        Row(refundConfirmed + [.redeemAgain], .approved, .redeemed),
        Row(refundConfirmed + [.redeem], .approved, .redeemed),
    ]

    static let redemptionAdviceRows = [
        Row([.confirmRedemption], .notFound, .provisioned),
        Row(redeemed + [.confirmRedemption], .accepted, .redemptionConfirmed),
        Row(
            redemptionConfirmed + [.confirmRedemption],
            .wrongState(.redemptionConfirmed), .redemptionConfirmed),
        Row(
            refunded + [.confirmRedemption], .wrongState(.refunded), .refunded),
        Row(
            redeemed + [.reverseRedemption, .confirmRedemption],
            .wrongState(.provisioned), .provisioned),
        Row([.reverseRedemption], .notFound, .provisioned),
        Row([.reverseRedemption, .confirmRedemption], .notFound, .provisioned),
        Row(redeemed + [.reverseRedemption], .accepted, .provisioned),
        Row(redeemed + [.reverseRedemption, .reverseRedemption], .notFound, .provisioned),
        Row(
            redemptionConfirmed + [.reverseRedemption], .alreadyConfirmed(by: "confirmation"),
            .redemptionConfirmed),
        Row(refunded + [.reverseRedemption], .notFound, .refunded),
        Row(refundConfirmed + [.reverseRedemption], .notFound, .provisioned),
        Row([.redeemUnknownVoucher, .reverseRedemption], .notFound, .provisioned),
        Row(
            [.redeemUnknownVoucher, .reverseRedemption, .redeem], .alreadyReversed(by: "reversal"),
            .provisioned),
    ]

    static let refundRows = [
        Row([.refund], .conflict(.notRedeemed), .provisioned),
        Row([.refundUnknownVoucher], .conflict(.notRedeemed), .provisioned),
        Row(redeemed + [.refund], .conflict(.redemptionNotConfirmed), .redeemed),
        Row(redemptionConfirmed + [.refund], .approved, .refunded),
        Row(refunded + [.refund], .conflict(.alreadyRefunded), .refunded),
        Row(refunded + [.refundAgain], .conflict(.alreadyRefunded), .refunded),
        Row(
            refundConfirmed + [.refundAgain], .conflict(.notRedeemed),
            .provisioned),
        Row(
            [.reverseRefund] + redemptionConfirmed + [.refund], .alreadyReversed(by: "reversal"),
            .redemptionConfirmed),
        Row(refunded + [.reverseRefund, .refundAgain], .approved, .refunded),
        Row(
            refunded + [.reverseRefund, .refund], .alreadyReversed(by: "reversal"),
            .redemptionConfirmed),
    ]

    static let refundAdviceRows = [
        Row([.confirmRefund], .notFound, .provisioned),
        Row(refunded + [.confirmRefund], .accepted, .provisioned),
        Row(
            refundConfirmed + [.confirmRefund], .wrongState(.provisioned),
            .provisioned),
        Row(
            refunded + [.reverseRefund, .confirmRefund],
            .wrongState(.redemptionConfirmed), .redemptionConfirmed),
        Row([.reverseRefund], .notFound, .provisioned),
        Row(refunded + [.reverseRefund], .accepted, .redemptionConfirmed),
        Row(
            refunded + [.reverseRefund, .reverseRefund], .accepted, .redemptionConfirmed),
        Row(
            refundConfirmed + [.reverseRefund], .alreadyConfirmed(by: "confirmation"),
            .provisioned),
        Row(
            refundConfirmed + [.redeemAgain, .reverseRefund],
            .alreadyConfirmed(by: "confirmation"), .redeemed),
        Row(
            refunded + [.reverseRefund, .refundAgain, .reverseRefund], .accepted, .refunded),
        Row(redeemed + [.refund, .reverseRefund], .notFound, .redeemed),
        Row(redeemed + [.refund, .reverseRefund, .reverseRefund], .notFound, .redeemed),
        Row(
            redeemed + [.refund, .reverseRefund, .confirmRedemption, .refund],
            .alreadyReversed(by: "reversal"), .redemptionConfirmed),
    ]

    static let confirmRows = [
        Row(redeemed + [.confirm], .accepted, .redeemed),
        Row(refunded + [.confirm], .accepted, .refunded),
    ]

    @Test(
        "The last step has the outcome and leaves the voucher as the table says",
        arguments: redeemRows + redemptionAdviceRows + refundRows + refundAdviceRows + confirmRows)
    func transition(row: Row) {
        var till = Till.sold()
        let outcomes = row.steps.map { take($0, &till) }
        #expect(outcomes.last == row.outcome)
        #expect(till.voucherStatus() == row.voucherStatus)
    }

    @Test("A voucher that was not confirmed cannot be redeemed or refunded")
    func unconfirmed() {
        var till = Till()
        _ = till.provision(wishing: Till.code)
        #expect(till.redeem() == .conflict(.notConfirmed))
        #expect(till.refund() == .conflict(.notRedeemed))
        _ = till.reverse()
        #expect(till.redeem() == .conflict(.notConfirmed))
    }

    @Test("That a voucher is not confirmed is told before that its redemption was reversed")
    func orderOfChecks() {
        var till = Till()
        _ = till.provision(wishing: Till.code)
        _ = till.reverseRedemption()
        #expect(till.redeem() == .conflict(.notConfirmed))
        _ = till.confirm()
        #expect(till.redeem() == .alreadyReversed(by: "reversal"))
    }

    private func take(_ step: Step, _ till: inout Till) -> Outcome {
        switch step {
        case .confirm: till.confirm()
        case .redeem: till.redeem()
        case .redeemAgain: till.redeem(2)
        case .redeemUnknownVoucher: till.redeem(code: "4711")
        case .confirmRedemption: till.confirmRedemption()
        case .reverseRedemption: till.reverseRedemption()
        case .refund: till.refund()
        case .refundAgain: till.refund(2)
        case .refundUnknownVoucher: till.refund(code: "4711")
        case .confirmRefund: till.confirmRefund()
        case .reverseRefund: till.reverseRefund()
        }
    }
}
