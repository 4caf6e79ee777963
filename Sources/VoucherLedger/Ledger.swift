/// Every voucher transaction of one sandbox, as a value: the same seed and the same commands give
/// the same outcomes (state rules: contract.md section 4.2).
public struct Ledger: Sendable {
    private let seed: UInt64
    private var transactions = Shards<TransactionKey, Transaction>()
    private var codes = Shards<String, TransactionKey>()
    /// The transactions as they were first seen.
    private var order: [TransactionKey] = []

    /// An empty ledger. Codes, serial numbers and PINs are drawn from `seed` and the
    /// transaction's id.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The transaction, nil when nothing about it was ever seen.
    public subscript(key: TransactionKey) -> Transaction? { transactions[key] }

    /// How many transactions there are.
    public var count: Int { order.count }

    /// The transactions that were seen last, the newest first.
    public func newest(_ limit: Int) -> [(key: TransactionKey, transaction: Transaction)] {
        order.suffix(limit).reversed().compactMap { key in transactions[key].map { (key, $0) } }
    }

    /// The transaction with this id, the newest one if several clients have used it.
    public func transaction(withID id: TransactionID)
        -> (key: TransactionKey, transaction: Transaction)?
    {
        guard let key = order.last(where: { $0.id == id }) else { return nil }
        return transactions[key].map { (key, $0) }
    }

    /// Forgets every transaction of a client; false when there is none.
    public mutating func forget(client: String) -> Bool {
        let countBefore = order.count
        order.removeAll { $0.client == client }
        transactions.removeAll { key, _ in key.client == client }
        codes.removeAll { _, key in key.client == client }
        return order.count < countBefore
    }

    /// Carries out a command at a time in nanoseconds since 1970.
    public mutating func apply(_ command: Command, at now: Int64) -> Outcome {
        switch command {
        case .provision(let provision, let upstream):
            if let known = transactions[provision.key], known.request != nil {
                return .duplicate(known)
            }
            return attempt(provision, upstream, at: now)
        case .retry(let provision, let upstream):
            return attempt(provision, upstream, at: now)
        case .confirm(let advice):
            return confirm(advice)
        case .reverse(let advice):
            return reverse(advice)
        case .deliverConfirmation(let key):
            return deliver(.confirmed, to: key)
        case .deliverReversal(let key):
            return deliver(.reversed, to: key)
        }
    }

    // MARK: Provisions

    private mutating func attempt(_ provision: Provision, _ upstream: Upstream, at now: Int64)
        -> Outcome
    {
        if let reversalID = transactions[provision.key]?.reversalID {
            return .alreadyReversed(by: reversalID)
        }
        var transaction = transactions[provision.key] ?? begin(provision)
        transaction.attempts += 1
        let outcome: Outcome
        switch upstream {
        case .issues:
            let voucher = transaction.voucher ?? issue(provision, at: now)
            transaction.issued(voucher)
            if transaction.state != .confirmed { transaction.state = .provisioned }
            outcome = .issued(voucher)
        case .declines:
            transaction.answered(.declined)
            outcome = .accepted
        case .fails(let issued):
            transaction.answered(.unknown)
            if issued { transaction.issued(transaction.voucher ?? issue(provision, at: now)) }
            outcome = .accepted
        }
        transactions[provision.key] = transaction
        return outcome
    }

    private mutating func begin(_ provision: Provision) -> Transaction {
        order.append(provision.key)
        return Transaction(of: provision)
    }

    private mutating func issue(_ provision: Provision, at now: Int64) -> Voucher {
        let form = provision.form
        let id = provision.key.id
        let code = provision.wishedCode ?? freeCode(for: id, digits: form.codeDigits)
        codes[code] = provision.key
        var secrets = Draw(seed: seed, purpose: "voucher", id)
        return Voucher(
            code: code,
            serialNumber: form.serialNumberDigits.map { secrets.digits($0) },
            pin: form.pinDigits.map { secrets.digits($0) },
            issuedAt: now, expiresAt: now + form.validForNs)
    }

    /// A code that no other voucher has. Where codes are so short that free ones are rare, it
    /// becomes longer.
    private func freeCode(for id: TransactionID, digits: Int) -> String {
        var draw = Draw(seed: seed, purpose: "code", id)
        for length in digits... {
            for _ in 0..<Self.drawsPerLengthMax {
                let code = draw.digits(length)
                if codes[code] == nil { return code }
            }
        }
        preconditionFailure("codes of every length are taken")
    }

    private static let drawsPerLengthMax = 16

    // MARK: Advices

    private mutating func confirm(_ advice: Advice) -> Outcome {
        guard var transaction = transactions[advice.key], transaction.request != nil else {
            return .notFound
        }
        if let reversalID = transaction.reversalID { return .alreadyReversed(by: reversalID) }
        guard transaction.voucher != nil else { return .notFound }
        transaction.state = .confirmed
        transaction.confirmationID = transaction.confirmationID ?? advice.id
        transactions[advice.key] = transaction
        return .accepted
    }

    private mutating func reverse(_ advice: Advice) -> Outcome {
        guard var transaction = transactions[advice.key] else {
            order.append(advice.key)
            transactions[advice.key] = Transaction(reversedBy: advice.id)
            return .notFound
        }
        guard transaction.request != nil else { return .notFound }
        if let confirmationID = transaction.confirmationID {
            return .alreadyConfirmed(by: confirmationID)
        }
        transaction.state = .reversed
        transaction.reversalID = transaction.reversalID ?? advice.id
        transactions[advice.key] = transaction
        return .accepted
    }

    /// The provider hears of an advice; only a voucher that it issued changes.
    private mutating func deliver(
        _ state: Transaction.ProviderState, to key: TransactionKey
    ) -> Outcome {
        guard var transaction = transactions[key] else { return .notFound }
        if transaction.providerState == .issued { transaction.providerState = state }
        transactions[key] = transaction
        return .accepted
    }
}

extension Transaction {
    /// A provision that the switch sees for the first time.
    fileprivate init(of provision: Provision) {
        self.init(
            request: provision.request, provider: provision.provider, state: .unknown,
            providerState: .none, voucher: nil, attempts: 0)
    }

    /// A reversal that came before its provision.
    fileprivate init(reversedBy id: String) {
        self.init(
            request: nil, provider: nil, state: .reversed, providerState: .none, voucher: nil,
            attempts: 0, reversalID: id)
    }

    fileprivate mutating func issued(_ voucher: Voucher) {
        self.voucher = voucher
        if providerState == .none { providerState = .issued }
    }

    /// An answer without a voucher; what the switch knew to be issued stays so.
    fileprivate mutating func answered(_ newState: State) {
        if state == .unknown || state == .declined { state = newState }
    }
}
