import Vocabulary

/// The redemptions, or the refunds, of a ledger.
struct VoucherUses: Sendable {
    private var entries = ClientEntries<VoucherUse>()

    subscript(key: TransactionKey) -> VoucherUse? {
        get { entries[key] }
        set { entries[key] = newValue }
    }

    /// Records a request. Of several under one id the latest that is processed counts (contract.md
    /// section 4.6), and none after a reversal.
    mutating func note(
        _ useRequest: VoucherUseRequest, of sale: TransactionKey?, _ state: VoucherUse.State,
        isCarriedOut: Bool = false
    ) {
        let known = entries[useRequest.key]
        if let reversalID = known?.reversalID, !isCarriedOut, known?.isCarriedOut == false {
            entries[useRequest.key] = VoucherUse(
                request: useRequest.request, state: .reversed, reversalID: reversalID)
        } else if isCarriedOut || known?.isCarriedOut != true {
            entries[useRequest.key] = VoucherUse(
                request: useRequest.request, sale: sale, state: state, isCarriedOut: isCarriedOut)
        }
    }

    /// Passes a request that the state of the voucher allows to the provider and records the
    /// result.
    mutating func pass(
        _ useRequest: VoucherUseRequest, of sale: TransactionKey, to upstream: Upstream
    )
        -> ClaimOutcome
    {
        let state: VoucherUse.State =
            switch upstream {
            case .issues: .approved
            case .declines: .declined
            case .fails: .unknown
            }
        note(useRequest, of: sale, state, isCarriedOut: upstream.isProcessed)
        return upstream == .issues ? .approved : .notApproved
    }

    /// Takes note of a claim that the state of the voucher forbids.
    mutating func refuse(
        _ useRequest: VoucherUseRequest, of sale: TransactionKey?,
        for conflict: VoucherStateConflict
    ) -> ClaimOutcome {
        note(useRequest, of: sale, .declined)
        return .conflict(conflict)
    }

    /// The provision of the voucher of a claim that was carried out; nil for all others.
    func saleCarriedOut(_ key: TransactionKey) -> TransactionKey? {
        entries[key].flatMap { $0.isCarriedOut ? $0.sale : nil }
    }

    /// Takes note of a confirmation.
    mutating func noteConfirmation(_ advice: Advice) {
        entries[advice.key]?.state = .confirmed
        entries[advice.key]?.confirmationID = advice.id
    }

    /// Takes note of a reversal, the first one under this id; a request that comes later finds it.
    ///
    /// - Parameter state: the state of a claim that it has found; nil keeps the state.
    mutating func noteReversal(_ advice: Advice, _ state: VoucherUse.State? = nil) {
        var voucherUse = entries[advice.key] ?? VoucherUse(state: .reversed)
        voucherUse.reversalID = voucherUse.reversalID ?? advice.id
        voucherUse.state = state ?? voucherUse.state
        entries[advice.key] = voucherUse
    }

    /// Removes a client's; returns false if there are none.
    mutating func forget(client: String) -> Bool { entries.forget(client: client) }

    /// See `ClientEntries.sweep`.
    mutating func sweep(_ part: Int) {
        entries.sweep(part)
    }

    /// See `ClientEntries.endSweep`.
    mutating func endSweep() {
        entries.endSweep()
    }
}
