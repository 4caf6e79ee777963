package import Vocabulary

/// Provisions, their retries and their advices.
extension Ledger {
    /// Begins a transaction.
    package mutating func provision(_ provision: Provision, _ upstream: Upstream, at now: UnixTime)
        -> ProvisionOutcome
    {
        let known = transactions[provision.key]
        if let known, known.request != nil { return .duplicate(known) }
        return attempt(provision, of: known, upstream, at: now)
    }

    /// Provisions again.
    package mutating func retry(_ provision: Provision, _ upstream: Upstream, at now: UnixTime)
        -> ProvisionOutcome
    {
        attempt(provision, of: transactions[provision.key], upstream, at: now)
    }

    private mutating func attempt(
        _ provision: Provision, of known: Transaction?, _ upstream: Upstream, at now: UnixTime
    ) -> ProvisionOutcome {
        if let reversalID = known?.reversalID { return .alreadyReversed(by: reversalID) }
        var transaction = known ?? Transaction(of: provision)
        transaction.attempts += 1
        let outcome: ProvisionOutcome
        switch upstream {
        case .issues:
            let voucher = transaction.voucher ?? issue(provision, at: now)
            transaction.issued(voucher)
            if transaction.state != .confirmed { transaction.state = .provisioned }
            outcome = .issued(voucher)
        case .declines:
            transaction.answered(.declined)
            outcome = .notIssued
        case .fails(let issued):
            transaction.answered(.unknown)
            if issued { transaction.issued(transaction.voucher ?? issue(provision, at: now)) }
            outcome = .notIssued
        }
        let number = transactions.update(transaction, for: provision.key)
        if known?.voucher == nil, let voucher = transaction.voucher { index(voucher, of: number) }
        return outcome
    }

    private func issue(_ provision: Provision, at now: UnixTime) -> Voucher {
        let form = provision.form
        // Of clients that use the same id, those after the first draw vouchers of their own.
        let client = transactions.isLater(provision.key) ? provision.key.client : ""
        let code = code(for: provision, drawnFor: client)
        var secrets = Draw(seed: seed, purpose: "voucher", provision.key.id, text: client)
        return Voucher(
            code: code,
            serialNumber: form.serialNumberDigits.map { secrets.digits($0) },
            pin: form.pinDigits.map { secrets.digits($0) },
            issuedAt: now, expiresAt: now.advanced(by: form.validFor))
    }

    /// Returns the code that the till asks for, else a new unique one. If codes are so short that
    /// free ones are rare, it becomes longer.
    private func code(for provision: Provision, drawnFor client: String) -> KeptText {
        if let code = provision.requestedCode { return KeptText(code) }
        var draw = Draw(seed: seed, purpose: "code", provision.key.id, text: client)
        for length in provision.form.codeDigits... {
            for _ in 0..<Self.drawsPerLengthMax {
                let code = KeptText(digits: length, from: &draw)
                if number(ofCode: code) == nil { return code }
            }
        }
        preconditionFailure("codes of every length are taken")
    }

    private static let drawsPerLengthMax = 16

    /// Confirms a provision: the till keeps the voucher.
    package mutating func confirm(_ advice: Advice) -> ConfirmationOutcome {
        guard var transaction = transactions[advice.key], transaction.request != nil else {
            return .notFound
        }
        if let reversalID = transaction.reversalID { return .alreadyReversed(by: reversalID) }
        guard transaction.voucher != nil else { return .notFound }
        transaction.state = .confirmed
        transaction.confirmed(by: advice.id)
        transactions[advice.key] = transaction
        return .accepted
    }

    /// Reverses a provision.
    package mutating func reverse(_ advice: Advice) -> ReversalOutcome {
        guard var transaction = transactions[advice.key] else {
            transactions[advice.key] = Transaction(reversedBy: advice.id)
            return .notFound
        }
        guard transaction.request != nil else { return .notFound }
        if let confirmationID = transaction.confirmationID {
            return .alreadyConfirmed(by: confirmationID)
        }
        transaction.state = .reversed
        transaction.reversed(by: advice.id)
        transactions[advice.key] = transaction
        return .accepted
    }

    /// Records the provider's answer to an advice; it changes only a voucher that was issued and
    /// not taken back since.
    package mutating func deliver(_ state: Transaction.ProviderState, to key: TransactionKey) {
        guard var transaction = transactions[key] else { return }
        if ![.none, .reversed].contains(transaction.providerState) {
            transaction.providerState = state
        }
        transactions[key] = transaction
    }
}

extension Transaction {
    /// A provision that the switch sees for the first time.
    fileprivate init(of provision: Provision) {
        self.init(request: provision.request, provider: provision.provider, state: .unknown)
    }

    /// A reversal that came before its provision.
    fileprivate init(reversedBy id: String) {
        self.init(request: nil, provider: nil, state: .reversed)
        reversed(by: id)
    }

    fileprivate mutating func issued(_ voucher: Voucher) {
        self.voucher = voucher
        // A retry issues anew a voucher that the switch itself has reversed.
        if providerState == .none || providerState == .reversed { providerState = .issued }
    }

    /// Records an answer without a voucher; a voucher known to be issued stays so.
    fileprivate mutating func answered(_ newState: State) {
        if state == .unknown || state == .declined { state = newState }
    }
}
