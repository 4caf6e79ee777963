/// Redemptions, their lookups and their advices.
extension Ledger {
    /// A redemption has arrived that will be carried out later.
    package mutating func announceRedemption(_ key: TransactionKey) {
        redeemers[key.id] = key.client
        let known = redemptions[key]
        if known?.isCarriedOut != true, known?.reversalID == nil {
            redemptions[key] = Movement(request: [], state: .processing)
        }
    }

    /// Pays with a voucher, at a time in nanoseconds since 1970.
    package mutating func redeem(_ claim: Claim, _ upstream: Upstream, at now: Int64)
        -> ClaimOutcome
    {
        redeemers[claim.key.id] = claim.key.client
        guard let sale = sold(claim.voucherCode), let voucher = transactions[sale]?.voucher else {
            return redemptions.refuse(claim, of: nil, for: .notConfirmed)
        }
        if let reversalID = redemptions[claim.key]?.reversalID {
            redemptions.note(claim, of: sale, .declined)
            return .alreadyReversed(by: reversalID)
        }
        let standing = settledStanding(of: sale)
        guard standing.state == .provisioned else {
            let isSameID = standing.redemption == claim.key
            return redemptions.refuse(
                claim, of: sale, for: .alreadyRedeemed(bySameID: isSameID))
        }
        guard now < voucher.expiresAt else {
            return redemptions.refuse(claim, of: sale, for: .expired(at: voucher.expiresAt))
        }
        let outcome = redemptions.pass(claim, of: sale, to: upstream)
        if upstream.isProcessed {
            standings[sale] = Standing(state: .redeemed, redemption: claim.key)
        }
        return outcome
    }

    /// What a redemption was answered that did not succeed.
    package mutating func recordRedemptionError(
        _ answer: RecordedAnswer, of key: TransactionKey
    ) {
        if redemptions[key]?.isCarriedOut == false { redemptions[key]?.error = answer }
    }

    /// Looks up a redemption.
    package func lookUpRedemption(_ key: TransactionKey) -> RedemptionLookupOutcome {
        if let redemption = redemptions[key], redemption.request != nil {
            return .found(redemption)
        }
        guard let redeemer = redeemers[key.id], redeemer != key.client,
            redemptions[TransactionKey(client: redeemer, id: key.id)] != nil
        else { return .notFound }
        return .ofAnotherClient
    }

    /// Confirms a redemption: the till will not reverse it.
    package mutating func confirmRedemption(_ advice: Advice) -> ClaimConfirmationOutcome {
        guard let sale = redemptions.saleCarriedOut(advice.key) else { return .notFound }
        let standing = standing(of: sale)
        guard standing.state == .redeemed, standing.redemption == advice.key else {
            return .wrongState(standing.state)
        }
        standings[sale]?.state = .redemptionConfirmed
        redemptions.noteConfirmation(advice)
        return .accepted
    }

    /// A second reversal finds nothing to reverse any more, and neither does that of a redemption
    /// which was refused.
    package mutating func reverseRedemption(_ advice: Advice) -> ReversalOutcome {
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
        redemptions.noteReversal(advice, .reversed)
        return .accepted
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
