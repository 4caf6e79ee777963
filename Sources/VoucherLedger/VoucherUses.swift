/// The redemptions and refunds of a ledger.
struct VoucherUses: Sendable {
    private var entries = VoucherUse.Kind.allCases.map { _ in ClientEntries<VoucherUse>() }

    subscript(kind: VoucherUse.Kind, key: TransactionKey) -> VoucherUse? {
        get { entries[kind.rawValue][key] }
        set { entries[kind.rawValue][key] = newValue }
    }

    /// Returns true if another client than that of a key has sent a request with the same id.
    func hasRequest(_ kind: VoucherUse.Kind, ofAnotherThan key: TransactionKey) -> Bool {
        let entries = entries[kind.rawValue]
        return entries.numbers(of: key.id).contains { number in
            entries[number].map { $0.key != key && $0.value.request != nil } ?? false
        }
    }

    /// Records a request. Of several under one id the latest that is processed counts (contract.md
    /// section 4.6), and none after a reversal.
    mutating func note(
        _ kind: VoucherUse.Kind, _ request: VoucherUseRequest, of sale: TransactionKey?,
        _ state: VoucherUse.State, isCarriedOut: Bool = false
    ) {
        let known = self[kind, request.key]
        if let reversalID = known?.reversalID, !isCarriedOut, known?.isCarriedOut == false {
            self[kind, request.key] = VoucherUse(
                request: request.request, state: .reversed, reversalID: reversalID)
        } else if isCarriedOut || known?.isCarriedOut != true {
            self[kind, request.key] = VoucherUse(
                request: request.request, sale: sale, state: state, isCarriedOut: isCarriedOut)
        }
    }

    /// Records a reversal, the first one under this id; a request that comes later finds it.
    ///
    /// - Parameter state: the state of a request that it has found; nil keeps the state.
    mutating func noteReversal(
        _ kind: VoucherUse.Kind, _ advice: Advice, _ state: VoucherUse.State? = nil
    ) {
        var voucherUse = self[kind, advice.key] ?? VoucherUse(state: .reversed)
        voucherUse.reversalID = voucherUse.reversalID ?? advice.id
        voucherUse.state = state ?? voucherUse.state
        self[kind, advice.key] = voucherUse
    }

    /// Removes a client's; returns false if there are none.
    mutating func forget(client: String) -> Bool {
        entries.indices.map { entries[$0].forget(client: client) }.contains(true)
    }

    /// See `ClientEntries.sweep`.
    mutating func sweep() {
        for index in entries.indices { _ = entries[index].sweep() }
    }
}
