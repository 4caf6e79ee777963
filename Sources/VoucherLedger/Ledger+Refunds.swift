/// Refunds and their advices.
extension Ledger {
    mutating func refund(_ claim: Claim, _ upstream: Upstream) -> Outcome {
        if let reversalID = refunds[claim.key]?.reversalID {
            return .alreadyReversed(by: reversalID)
        }
        // The test server fails at a voucher that it does not know; here it was never redeemed.
        guard let sale = sold(claim.voucherCode) else {
            return object(.notRedeemed(.provisioned), to: claim, of: nil)
        }
        var standing = settledStanding(of: sale)
        switch standing.state {
        case .provisioned: return object(.notRedeemed(.provisioned), to: claim, of: sale)
        case .redeemed: return object(.redemptionNotConfirmed, to: claim, of: sale)
        case .refunded: return object(.alreadyRefunded, to: claim, of: sale)
        case .redemptionConfirmed: break
        }
        let outcome = refunds.pass(claim, of: sale, to: upstream)
        if upstream.isProcessed {
            standing.state = .refunded
            standing.refund = claim.key
            standings[sale] = standing
        }
        return outcome
    }

    mutating func confirmRefund(_ advice: Advice) -> Outcome {
        guard let refund = refunds[advice.key], refund.isCarriedOut, let sale = refund.sale else {
            return .notFound
        }
        let standing = standing(of: sale)
        guard standing.refund == advice.key else {
            return .objection(.notRefunded(standing.state))
        }
        standings[sale] = nil
        refunds[advice.key]?.state = .confirmed
        refunds[advice.key]?.confirmationID = advice.id
        return .accepted
    }

    /// A reversal may come again (contract.md section 1.3): the second one changes nothing.
    mutating func reverseRefund(_ advice: Advice) -> Outcome {
        guard let refund = refunds[advice.key], refund.isOnRecord else {
            refunds.noteReversal(advice)
            return .notFound
        }
        guard refund.reversalID == nil else { return .accepted }
        if refund.isCarriedOut, let sale = refund.sale {
            guard standing(of: sale).refund == advice.key else {
                return .alreadyConfirmed(by: refund.confirmationID ?? "")
            }
            standings[sale]?.state = .redemptionConfirmed
            standings[sale]?.refund = nil
        }
        refunds.noteReversal(advice)
        refunds[advice.key]?.state = .reversed
        return .accepted
    }

    private mutating func object(
        _ objection: Objection, to claim: Claim, of sale: TransactionKey?
    ) -> Outcome {
        refunds.note(claim, of: sale, .declined)
        return .objection(objection)
    }
}
