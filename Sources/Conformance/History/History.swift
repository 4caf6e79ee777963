/// The messages of an incarnation, sorted out once for all the rules.
struct History {
    let sandbox: SandboxRecord
    /// The till's, by arrival.
    let messages: [MessageRecord]
    /// By arrival of the first message.
    let transactions: [Transaction]
    /// Those that bring vouchers.
    let provisions: [Transaction]
    let grouping: Grouping
    /// What is owed is measured against it.
    let now: Timestamp
    let hasEnded: Bool

    /// - Parameter now: the sandbox's time; nil stands for the latest time in the records.
    init(_ incarnation: Incarnation, now: Timestamp?) {
        let messages = incarnation.messages.filter {
            $0.operation.isMessage && !$0.hasBadToken
        }
        let grouping = Grouping(messages)
        var order: [TransactionKey] = []
        var members: [TransactionKey: [MessageRecord]] = [:]
        for message in messages {
            guard let key = grouping.key(of: message) else { continue }
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(message)
        }
        sandbox = incarnation.sandbox
        self.messages = messages
        self.grouping = grouping
        hasEnded = incarnation.hasEnded
        self.now = now ?? incarnation.latest ?? Timestamp(milliseconds: 0)
        transactions = order.map { key in
            Transaction(
                key, spelling: grouping.spelling(of: key), members[key] ?? [],
                in: incarnation.sandbox, hasEnded: incarnation.hasEnded)
        }
        provisions = transactions.filter { $0.kind == .provision }
    }

    /// Rules on an omission of the till, which it may make good within `limit` milliseconds of
    /// the end of the message that asked for more, unless the run is over.
    ///
    /// - Parameter omission: a sentence of which the till is the last subject.
    func ruling(
        on omission: String, since message: MessageRecord, within limit: Int64,
        of transaction: Transaction
    ) -> Ruling {
        let due = (message.finishedAt ?? message.at).advanced(by: limit)
        guard !hasEnded, now < due else {
            return .broken(transaction.finding(omission, [message]))
        }
        return .owed(transaction.finding("\(omission), but may until \(due)", [message]))
    }
}
