import Vocabulary

/// The messages of one transaction, or some that belong to none, with everything that a reader
/// needs to see what happened.
package struct Exhibit: Sendable, Equatable {
    /// The index in the report's transactions; nil for messages that belong to none.
    package let transaction: Int?
    package let ladder: Ladder
    /// The messages of the ladder, with what was said.
    package let messages: [ReportedMessage]

    /// The numbers of the messages.
    var numbers: Set<Int> { Set(messages.map(\.seq)) }
}

/// All messages of a run by transaction, from which exhibits are taken.
struct Evidence {
    private let members: [[MessageRecord]]
    /// Those that belong to no transaction.
    private let loose: [Int: MessageRecord]
    private let history: History
    private let places: [Int: Int]

    /// The most exhibits of a report.
    private static let exhibitsMax = 40
    /// Up to this number of transactions, all are shown.
    private static let fewTransactions = 12
    /// The most transactions that are shown for one reason.
    private static let perReasonMax = 5

    init(_ messages: [MessageRecord], _ history: History) {
        var indices: [TillTransactionKey: Int] = [:]
        indices.reserveCapacity(history.transactions.count)
        for (index, transaction) in history.transactions.enumerated() {
            indices[transaction.key] = index
        }
        var members: [[MessageRecord]] = history.transactions.map { _ in [] }
        var loose: [Int: MessageRecord] = [:]
        var places: [Int: Int] = [:]
        places.reserveCapacity(messages.count)
        for message in messages {
            if let index = history.grouping.key(of: message).flatMap({ indices[$0] }) {
                members[index].append(message)
                places[message.seq] = index
            } else {
                loose[message.seq] = message
            }
        }
        self.members = members
        self.loose = loose
        self.places = places
        self.history = history
    }

    /// Returns the transactions for the report.
    var transactions: [ReportedTransaction] {
        zip(history.transactions, members).map { transaction, messages in
            var walk = BeliefWalk(history.sandbox, hasAllAnswers: history.hasAllAnswers)
            walk.walk(messages) { _, _, _, _ in }
            let situation = Situation(walk, messages, in: history.sandbox)
            return ReportedTransaction(
                transaction, walk.beliefs, situation,
                messages.lazy.compactMap(\.requestedAmount).first)
        }
    }

    /// Returns the exhibits for what is to be proven, the most important first.
    ///
    /// - Parameters:
    ///   - evidence: the numbers of messages, one list for each finding.
    ///   - transactions: the same as `self.transactions`.
    func exhibits(
        for evidence: [[Int]], _ transactions: [ReportedTransaction]
    ) -> [Exhibit] {
        var chosen: [Int?] = []
        var seen: Set<Int?> = []
        var marked: [Int: Set<Int>] = [:]
        func choose(_ index: Int?) {
            if chosen.count < Self.exhibitsMax, seen.insert(index).inserted { chosen.append(index) }
        }
        for numbers in evidence {
            for number in numbers {
                let place = places[number]
                if place == nil, loose[number] == nil { continue }
                choose(place)
                marked[place ?? -1, default: []].insert(number)
            }
        }
        transactions.indices.lazy.filter { transactions[$0].situation.kind == .risk }
            .prefix(Self.perReasonMax).forEach { choose($0) }
        if transactions.count <= Self.fewTransactions { transactions.indices.forEach(choose) }
        return chosen.map { exhibit($0, marked[$0 ?? -1] ?? []) }
    }

    private func exhibit(_ index: Int?, _ evidence: Set<Int>) -> Exhibit {
        let messages =
            index.map { members[$0] }
            ?? evidence.sorted().prefix(Self.exhibitsMax).compactMap { loose[$0] }
        let kind = index.map { history.transactions[$0].kind } ?? .provision
        let ladder = Ladder(
            messages, kind, in: history.sandbox, hasAllAnswers: history.hasAllAnswers
        ).shortened(to: evidence)
        let numbers = Set(ladder.rungs.compactMap(\.seq))
        return Exhibit(
            transaction: index, ladder: ladder,
            messages: messages.filter { numbers.contains($0.seq) }.map(ReportedMessage.init))
    }
}

extension Report {
    /// The amounts at risk, one for each currency, and the number of transactions.
    package var moneyAtRisk: (count: Int, amounts: [Money]) {
        let risky = transactions.filter { $0.situation.kind == .risk }
        return (risky.count, Money.sums(of: risky.compactMap(\.amount)))
    }
}
