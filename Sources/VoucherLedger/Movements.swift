/// The redemptions, or the refunds, of a ledger.
struct Movements: Sendable {
    private var entries = ClientEntries<Movement>()

    subscript(key: TransactionKey) -> Movement? {
        get { entries[key] }
        set { entries[key] = newValue }
    }

    /// Takes note of a claim. Of several under one id the latest that is carried out counts
    /// (contract.md section 4.6), and none after a reversal.
    mutating func note(
        _ claim: Claim, of sale: TransactionKey?, _ state: Movement.State,
        isCarriedOut: Bool = false
    ) {
        let known = entries[claim.key]
        if let reversalID = known?.reversalID, !isCarriedOut, known?.isCarriedOut == false {
            entries[claim.key] = Movement(
                request: claim.request, state: .reversed, reversalID: reversalID)
        } else if isCarriedOut || known?.isCarriedOut != true {
            entries[claim.key] = Movement(
                request: claim.request, sale: sale, state: state, isCarriedOut: isCarriedOut)
        }
    }

    /// Lets the provider deal with a claim that the state of the voucher allows.
    mutating func pass(_ claim: Claim, of sale: TransactionKey, to upstream: Upstream)
        -> ClaimOutcome
    {
        let state: Movement.State =
            switch upstream {
            case .issues: .approved
            case .declines: .declined
            case .fails: .unknown
            }
        note(claim, of: sale, state, isCarriedOut: upstream.isProcessed)
        return upstream == .issues ? .approved : .notApproved
    }

    /// Takes note of a claim that the state of the voucher forbids.
    mutating func refuse(
        _ claim: Claim, of sale: TransactionKey?, for objection: Objection
    ) -> ClaimOutcome {
        note(claim, of: sale, .declined)
        return .objection(objection)
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
    mutating func noteReversal(_ advice: Advice, _ state: Movement.State? = nil) {
        var movement = entries[advice.key] ?? Movement(state: .reversed)
        movement.reversalID = movement.reversalID ?? advice.id
        movement.state = state ?? movement.state
        entries[advice.key] = movement
    }

    /// Forgets a client's; false when there are none.
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
