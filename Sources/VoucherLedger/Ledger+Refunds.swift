/// Refunds and their advices.
extension Ledger {
    /// Makes a redeemed voucher redeemable again.
    package mutating func refund(_ claim: Claim, _ upstream: Upstream) -> ClaimOutcome {
        if let reversalID = refunds[claim.key]?.reversalID {
            return .alreadyReversed(by: reversalID)
        }
        // The test server fails at a voucher that it does not know; here it was never redeemed.
        guard let sale = sold(claim.voucherCode) else {
            return refunds.refuse(claim, of: nil, for: .notRedeemed)
        }
        var standing = settledStanding(of: sale)
        switch standing.state {
        case .provisioned: return refunds.refuse(claim, of: sale, for: .notRedeemed)
        case .redeemed: return refunds.refuse(claim, of: sale, for: .redemptionNotConfirmed)
        case .refunded: return refunds.refuse(claim, of: sale, for: .alreadyRefunded)
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

    /// Confirms a refund: the till will not reverse it.
    package mutating func confirmRefund(_ advice: Advice) -> ClaimConfirmationOutcome {
        guard let sale = refunds.saleCarriedOut(advice.key) else { return .notFound }
        let standing = standing(of: sale)
        guard standing.refund == advice.key else {
            return .wrongState(standing.state)
        }
        standings[sale] = nil
        refunds.noteConfirmation(advice)
        return .accepted
    }

    /// A reversal may come again (contract.md section 1.3): the second one changes nothing.
    package mutating func reverseRefund(_ advice: Advice) -> ReversalOutcome {
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
        refunds.noteReversal(advice, .reversed)
        return .accepted
    }
}
