package import Vocabulary

/// Refunds and their advices.
extension Ledger {
    /// Makes a redeemed voucher redeemable again.
    package mutating func refund(_ useRequest: VoucherUseRequest, _ upstream: Upstream)
        -> ClaimOutcome
    {
        if let reversalID = refunds[useRequest.key]?.reversalID {
            return .alreadyReversed(by: reversalID)
        }
        // The test server fails at a voucher that it does not know; here it was never redeemed.
        guard let sale = sold(useRequest.voucherCode) else {
            return refunds.refuse(useRequest, of: nil, for: .notRedeemed)
        }
        var voucherStatus = settledVoucherStatus(of: sale)
        switch voucherStatus.state {
        case .provisioned: return refunds.refuse(useRequest, of: sale, for: .notRedeemed)
        case .redeemed: return refunds.refuse(useRequest, of: sale, for: .redemptionNotConfirmed)
        case .refunded: return refunds.refuse(useRequest, of: sale, for: .alreadyRefunded)
        case .redemptionConfirmed: break
        }
        let outcome = refunds.pass(useRequest, of: sale, to: upstream)
        if upstream.isProcessed {
            voucherStatus.state = .refunded
            voucherStatus.refund = useRequest.key
            voucherStatuses[sale] = voucherStatus
        }
        return outcome
    }

    /// Confirms a refund: the till will not reverse it.
    package mutating func confirmRefund(_ advice: Advice) -> ClaimConfirmationOutcome {
        guard let sale = refunds.saleCarriedOut(advice.key) else { return .notFound }
        let voucherStatus = voucherStatus(of: sale)
        guard voucherStatus.refund == advice.key else {
            return .wrongState(voucherStatus.state)
        }
        voucherStatuses[sale] = nil
        refunds.noteConfirmation(advice)
        return .accepted
    }

    /// Reverses a refund. A reversal may be repeated (contract.md section 1.3): the second one
    /// changes nothing.
    package mutating func reverseRefund(_ advice: Advice) -> ReversalOutcome {
        guard let refund = refunds[advice.key], refund.isOnRecord else {
            refunds.noteReversal(advice)
            return .notFound
        }
        guard refund.reversalID == nil else { return .accepted }
        if refund.isCarriedOut, let sale = refund.sale {
            guard voucherStatus(of: sale).refund == advice.key else {
                return .alreadyConfirmed(by: refund.confirmationID ?? "")
            }
            voucherStatuses[sale]?.state = .redemptionConfirmed
            voucherStatuses[sale]?.refund = nil
        }
        refunds.noteReversal(advice, .reversed)
        return .accepted
    }
}
