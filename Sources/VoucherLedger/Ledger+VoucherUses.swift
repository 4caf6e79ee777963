package import Vocabulary

/// Redemptions and refunds, their lookups and their advices: one state machine, in which the kinds
/// differ by the tables of `VoucherStatus`.
extension Ledger {
    /// Returns a redemption or refund; nil if nothing about it was ever seen.
    package func use(_ kind: VoucherUse.Kind, _ key: TransactionKey) -> VoucherUse? {
        uses[kind, key]
    }

    /// Records that a redemption has arrived and will be processed later.
    package mutating func announceRedemption(_ key: TransactionKey) {
        let known = uses[.redemption, key]
        if known?.isCarriedOut != true, known?.reversalID == nil {
            uses[.redemption, key] = VoucherUse(request: KeptBytes([]), state: .processing)
        }
    }

    /// Pays with a voucher, or makes a redeemed one redeemable again.
    package mutating func use(
        _ kind: VoucherUse.Kind, _ request: VoucherUseRequest, _ upstream: Upstream,
        at now: UnixTime
    ) -> VoucherUseOutcome {
        let key = request.key
        let sale = sold(request.voucherCode)
        let conflict = conflict(of: kind, key, with: sale, at: now)
        if let reversalID = uses[kind, key]?.reversalID, conflict != .notConfirmed {
            if kind.isLookedUp { uses.note(kind, request, of: sale, .declined) }
            return .alreadyReversed(by: reversalID)
        }
        if let conflict {
            uses.note(kind, request, of: sale, .declined)
            return .conflict(conflict)
        }
        let state = VoucherUse.State(upstream)
        uses.note(kind, request, of: sale, state, isCarriedOut: upstream.isProcessed)
        if upstream.isProcessed, let sale {
            enter(kind.voucherStates.pending, of: sale, by: key)
        }
        return state == .approved ? .approved : .notApproved
    }

    /// Returns the reason why a voucher cannot be redeemed or refunded; nil if it can be.
    private func conflict(
        of kind: VoucherUse.Kind, _ key: TransactionKey, with sale: TransactionKey?,
        at now: UnixTime
    ) -> VoucherStateConflict? {
        guard let sale, let voucher = transactions[sale]?.voucher else {
            switch kind {
            case .redemption: return .notConfirmed
            // The test server fails at a voucher that it does not know; here it was never redeemed.
            case .refund: return .notRedeemed
            }
        }
        let voucherStatus = voucherStatus(of: sale)
        // A till that sends no confirmations: what was approved counts as confirmed.
        let state = isSingleMessaging ? voucherStatus.state.settled : voucherStatus.state
        if let conflict = voucherStatus.conflict(of: kind, key, in: state) { return conflict }
        switch kind {
        case .redemption: return now < voucher.expiresAt ? nil : .expired(at: voucher.expiresAt)
        case .refund: return nil
        }
    }

    /// Records the answer to a redemption that did not succeed, so that a lookup can return it.
    package mutating func recordRedemptionError(
        _ answer: RecordedAnswer, of key: TransactionKey
    ) {
        if uses[.redemption, key]?.isCarriedOut == false { uses[.redemption, key]?.error = answer }
    }

    /// Looks up a redemption.
    package func lookUpRedemption(_ key: TransactionKey) -> RedemptionLookupOutcome {
        if let redemption = uses[.redemption, key], redemption.request != nil {
            return .found(redemption)
        }
        return uses.hasRequest(.redemption, ofAnotherThan: key) ? .ofAnotherClient : .notFound
    }

    // MARK: Advices

    /// Confirms a redemption or refund: the till will not reverse it.
    package mutating func confirm(_ kind: VoucherUse.Kind, _ advice: Advice)
        -> VoucherUseConfirmationOutcome
    {
        guard let voucherUse = uses[kind, advice.key], voucherUse.isCarriedOut,
            let sale = voucherUse.sale
        else { return .notFound }
        let voucherStatus = voucherStatus(of: sale)
        guard voucherStatus.phase(of: kind, advice.key) == .pending else {
            return .wrongState(voucherStatus.state)
        }
        enter(kind.voucherStates.confirmed, of: sale, by: advice.key)
        uses[kind, advice.key]?.state = .confirmed
        uses[kind, advice.key]?.confirmationID = advice.id
        return .accepted
    }

    /// Reverses a redemption or refund. The reversal of a request that was refused finds nothing
    /// to reverse.
    package mutating func reverse(_ kind: VoucherUse.Kind, _ advice: Advice) -> ReversalOutcome {
        guard let voucherUse = uses[kind, advice.key], voucherUse.isOnRecord else {
            uses.noteReversal(kind, advice)
            return .notFound
        }
        if voucherUse.reversalID != nil {
            switch kind {
            case .redemption: return .notFound
            // A reversal may be repeated (contract.md section 1.3).
            case .refund: return .accepted
            }
        }
        if voucherUse.isCarriedOut, let sale = voucherUse.sale {
            switch voucherStatus(of: sale).phase(of: kind, advice.key) {
            case .pending:
                enter(kind.voucherStates.before, of: sale, by: advice.key)
            case .confirmed:
                return .alreadyConfirmed(by: voucherUse.confirmationID ?? "")
            case .past:
                uses.noteReversal(kind, advice)
                return .notFound
            }
        }
        uses.noteReversal(kind, advice, .reversed)
        return .accepted
    }

    // MARK: Vouchers

    /// Returns the provision of the voucher with this code, once it has been confirmed.
    private func sold(_ code: String?) -> TransactionKey? {
        guard let code, let key = sale(ofCode: code), let state = transactions[key]?.state else {
            return nil
        }
        let isSold = state == .confirmed || (isSingleMessaging && state == .provisioned)
        return isSold ? key : nil
    }

    /// Returns the status of a voucher, by its provision.
    func voucherStatus(of sale: TransactionKey) -> VoucherStatus {
        voucherStatuses[sale] ?? VoucherStatus()
    }

    /// Changes the state of a voucher, for a redemption or refund or an advice on it.
    private mutating func enter(
        _ state: VoucherStatus.State, of sale: TransactionKey, by key: TransactionKey
    ) {
        var voucherStatus = voucherStatus(of: sale)
        voucherStatus.enter(state, by: key)
        voucherStatuses[sale] = state == .provisioned ? nil : voucherStatus
    }
}
