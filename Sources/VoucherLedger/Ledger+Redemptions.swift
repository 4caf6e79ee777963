package import Vocabulary

/// Redemptions, their lookups and their advices.
extension Ledger {
    /// Records that a redemption has arrived and will be processed later.
    package mutating func announceRedemption(_ key: TransactionKey) {
        redeemers[key.id] = key.client
        let known = redemptions[key]
        if known?.isCarriedOut != true, known?.reversalID == nil {
            redemptions[key] = VoucherUse(request: [], state: .processing)
        }
    }

    /// Pays with a voucher, at a time in nanoseconds since 1970.
    package mutating func redeem(
        _ useRequest: VoucherUseRequest, _ upstream: Upstream, at now: Int64
    )
        -> ClaimOutcome
    {
        redeemers[useRequest.key.id] = useRequest.key.client
        guard let sale = sold(useRequest.voucherCode), let voucher = transactions[sale]?.voucher
        else {
            return redemptions.refuse(useRequest, of: nil, for: .notConfirmed)
        }
        if let reversalID = redemptions[useRequest.key]?.reversalID {
            redemptions.note(useRequest, of: sale, .declined)
            return .alreadyReversed(by: reversalID)
        }
        let voucherStatus = settledVoucherStatus(of: sale)
        guard voucherStatus.state == .provisioned else {
            let isSameID = voucherStatus.redemption == useRequest.key
            return redemptions.refuse(
                useRequest, of: sale, for: .alreadyRedeemed(bySameID: isSameID))
        }
        guard now < voucher.expiresAt else {
            return redemptions.refuse(useRequest, of: sale, for: .expired(at: voucher.expiresAt))
        }
        let outcome = redemptions.pass(useRequest, of: sale, to: upstream)
        if upstream.isProcessed {
            voucherStatuses[sale] = VoucherStatus(state: .redeemed, redemption: useRequest.key)
        }
        return outcome
    }

    /// Records the answer to a redemption that did not succeed, so that a lookup can return it.
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
        let voucherStatus = voucherStatus(of: sale)
        guard voucherStatus.state == .redeemed, voucherStatus.redemption == advice.key else {
            return .wrongState(voucherStatus.state)
        }
        voucherStatuses[sale]?.state = .redemptionConfirmed
        redemptions.noteConfirmation(advice)
        return .accepted
    }

    /// Reverses a redemption. A second reversal finds nothing to reverse, and neither does that of
    /// a refused redemption.
    package mutating func reverseRedemption(_ advice: Advice) -> ReversalOutcome {
        guard let redemption = redemptions[advice.key], redemption.isOnRecord,
            redemption.reversalID == nil
        else {
            redemptions.noteReversal(advice)
            return .notFound
        }
        if redemption.isCarriedOut, let sale = redemption.sale {
            let voucherStatus = voucherStatus(of: sale)
            switch (voucherStatus.redemption == advice.key, voucherStatus.state) {
            case (true, .redeemed):
                voucherStatuses[sale] = nil
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

/// The operations that redemptions and refunds share.
extension Ledger {
    /// Returns the provision of the voucher with this code, once it has been confirmed.
    func sold(_ code: String?) -> TransactionKey? {
        guard let code, let key = sale(ofCode: code), let state = transactions[key]?.state else {
            return nil
        }
        let isSold = state == .confirmed || (isSingleMessaging && state == .provisioned)
        return isSold ? key : nil
    }

    /// Returns the redemption state of a voucher, by its provision.
    func voucherStatus(of sale: TransactionKey) -> VoucherStatus {
        voucherStatuses[sale] ?? VoucherStatus()
    }

    /// Returns the redemption state of a voucher for a till that sends no confirmations: what was
    /// approved counts as confirmed.
    func settledVoucherStatus(of sale: TransactionKey) -> VoucherStatus {
        var voucherStatus = voucherStatus(of: sale)
        switch voucherStatus.state {
        case .redeemed where isSingleMessaging: voucherStatus.state = .redemptionConfirmed
        case .refunded where isSingleMessaging: voucherStatus = VoucherStatus()
        default: break
        }
        return voucherStatus
    }
}
