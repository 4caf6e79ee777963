/// Redemptions, their lookups and their advices.
extension Ledger {
    /// A redemption has arrived that will be carried out later.
    mutating func announceRedemption(_ key: TransactionKey) -> Outcome {
        redeemers[key.id] = key.client
        let known = redemptions[key]
        if known?.isCarriedOut != true, known?.reversalID == nil {
            redemptions[key] = Movement(request: [], state: .processing)
        }
        return .accepted
    }

    mutating func redeem(_ claim: Claim, _ upstream: Upstream, at now: Int64) -> Outcome {
        redeemers[claim.key.id] = claim.key.client
        guard let sale = sold(claim.voucherCode), let voucher = transactions[sale]?.voucher else {
            return object(.notConfirmed, to: claim, of: nil)
        }
        if let reversalID = redemptions[claim.key]?.reversalID {
            redemptions.note(claim, of: sale, .declined)
            return .alreadyReversed(by: reversalID)
        }
        let standing = settledStanding(of: sale)
        guard standing.state == .provisioned else {
            let isSameID = standing.redemption == claim.key
            return object(.alreadyRedeemed(bySameID: isSameID), to: claim, of: sale)
        }
        guard now < voucher.expiresAt else {
            return object(.expired(at: voucher.expiresAt), to: claim, of: sale)
        }
        let outcome = redemptions.pass(claim, of: sale, to: upstream)
        if upstream.isProcessed {
            standings[sale] = Standing(state: .redeemed, redemption: claim.key)
        }
        return outcome
    }

    /// What a redemption was answered that did not succeed.
    mutating func recordRedemptionError(
        _ answer: RecordedAnswer, of key: TransactionKey
    ) -> Outcome {
        if redemptions[key]?.isCarriedOut == false { redemptions[key]?.error = answer }
        return .accepted
    }

    mutating func lookUpRedemption(_ key: TransactionKey) -> Outcome {
        if let redemption = redemptions[key], redemption.request != nil {
            return .redemption(redemption)
        }
        guard let redeemer = redeemers[key.id], redeemer != key.client,
            redemptions[TransactionKey(client: redeemer, id: key.id)] != nil
        else { return .notFound }
        return .ofAnotherClient
    }

    mutating func confirmRedemption(_ advice: Advice) -> Outcome {
        guard let redemption = redemptions[advice.key], redemption.isCarriedOut,
            let sale = redemption.sale
        else { return .notFound }
        let standing = standing(of: sale)
        guard standing.state == .redeemed, standing.redemption == advice.key else {
            return .objection(.notRedeemed(standing.state))
        }
        standings[sale]?.state = .redemptionConfirmed
        redemptions[advice.key]?.state = .confirmed
        redemptions[advice.key]?.confirmationID = advice.id
        return .accepted
    }

    /// A second reversal finds nothing to reverse any more, and neither does that of a redemption
    /// which was refused.
    mutating func reverseRedemption(_ advice: Advice) -> Outcome {
        guard let redemption = redemptions[advice.key], redemption.isOnRecord,
            redemption.reversalID == nil
        else {
            redemptions.noteReversal(advice)
            return .notFound
        }
        if redemption.isCarriedOut, let sale = redemption.sale {
            let standing = standing(of: sale)
            switch (standing.redemption == advice.key, standing.state) {
            case (true, .redeemed):
                standings[sale] = nil
            case (true, .redemptionConfirmed):
                return .alreadyConfirmed(by: redemption.confirmationID ?? "")
            default:
                redemptions.noteReversal(advice)
                return .notFound
            }
        }
        redemptions.noteReversal(advice)
        redemptions[advice.key]?.state = .reversed
        return .accepted
    }

    private mutating func object(
        _ objection: Objection, to claim: Claim, of sale: TransactionKey?
    ) -> Outcome {
        redemptions.note(claim, of: sale, .declined)
        return .objection(objection)
    }
}

/// What redemptions and refunds have in common.
extension Ledger {
    /// The provision of the voucher with this code, once that has been confirmed.
    func sold(_ code: String?) -> TransactionKey? {
        guard let code, let key = sale(ofCode: code), let state = transactions[key]?.state else {
            return nil
        }
        let isSold = state == .confirmed || (isSingleMessaging && state == .provisioned)
        return isSold ? key : nil
    }

    /// Where a voucher stands.
    func standing(of sale: TransactionKey) -> Standing { standings[sale] ?? Standing() }

    /// Where a voucher stands for a till that confirms nothing: what it builds on is confirmed.
    func settledStanding(of sale: TransactionKey) -> Standing {
        var standing = standing(of: sale)
        switch standing.state {
        case .redeemed where isSingleMessaging: standing.state = .redemptionConfirmed
        case .refunded where isSingleMessaging: standing = Standing()
        default: break
        }
        return standing
    }
}
