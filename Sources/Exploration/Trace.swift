package import Vocabulary

/// A breach, as it is recognised again: the rule, and its message without what differs from run to
/// run.
package struct Signature: Hashable, Sendable, Comparable {
    /// `D1` to `D18`; `hang` and `crash` for what the command did, `money` for parties that
    /// disagree at the end.
    package let rule: String
    /// A sentence with placeholders for ids, numbers, times, statuses and losses.
    package let message: String

    package init(rule: String, message: String) {
        self.rule = rule
        self.message = Self.normalised(message)
    }

    /// True if it is about time, which a busy machine may have taken itself.
    var isTimed: Bool { rule == "D18" }

    /// Restores a signature from its parts.
    package init(rule: String, normalised message: String) {
        self.rule = rule
        self.message = message
    }

    package static func < (left: Signature, right: Signature) -> Bool {
        (left.rule.count, left.rule, left.message) < (right.rule.count, right.rule, right.message)
    }

    /// Returns a message without ids, numbers, times, statuses, error types and kinds of loss.
    static func normalised(_ message: String) -> String {
        var text = ""
        var rest = message[...]
        while let first = rest.first {
            if first == "(", let end = rest.firstIndex(of: ")") {
                // An answer or a loss: "(503 UPSTREAM_UNAVAILABLE)", "(no answer (closed))".
                rest = rest[rest.index(after: end)...]
                while rest.first == ")" { rest = rest.dropFirst() }
                text += "(…)"
                continue
            }
            let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            guard !word.isEmpty else {
                text.append(first)
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(word.count)
            let isCode = word.count > 3 && word.contains("_") && word.allSatisfy { !$0.isLowercase }
            text += word.contains(where: \.isNumber) ? "#" : isCode ? "#" : String(word)
        }
        // "# #" and "# time" are one value each.
        while text.contains("# #") { text = text.replacing("# #", with: "#") }
        return text
    }
}

/// A message of the till in a run, or a delivery of the switch, at its place.
package struct TracedMessage: Hashable, Sendable {
    /// The number of its transaction in the run, from 0; messages without one have one in common.
    package let transaction: Int
    package let operation: Operation
    package let lane: Schedule.Lane
    /// Its place in its lane, from 0: in the transaction or, if the lane is of the sandbox, there.
    package let index: Int
    /// Its place among the attempts of the whole sandbox, from 0; -1 for what is no attempt.
    package let overall: Int
    /// The kind of fault that it met.
    package let met: FaultKind
}

/// A message as a journal has it.
package struct SeenMessage: Sendable, Equatable {
    package var operation: Operation
    /// The id of its transaction.
    package var transaction: String?
    /// The rule of the scenario that decided.
    package var rule: String?

    package init(_ operation: Operation, transaction: String?, rule: String?) {
        self.operation = operation
        self.transaction = transaction
        self.rule = rule
    }
}

/// One run of the till: the messages with what they met, and what was found.
package struct Trace: Sendable, Equatable {
    package let messages: [TracedMessage]
    package let findings: Set<Signature>
    /// Further facts that coverage counts: `duty D1`, `provider ott`, a belief.
    package let facts: Set<String>

    /// - Parameter messages: by arrival.
    package init(
        _ messages: [SeenMessage], under schedule: Schedule, findings: Set<Signature> = [],
        facts: Set<String> = []
    ) {
        self.findings = findings
        self.facts = facts
        var transactions: [String: Int] = [:]
        var counts: [Place: Int] = [:]
        var overall = 0
        self.messages = messages.compactMap { message in
            guard let lane = Schedule.Lane(message.operation) else { return nil }
            let key = message.transaction ?? ""
            let transaction = transactions[key] ?? transactions.count
            transactions[key] = transaction
            let place = Place(transaction: lane.isOfSandbox ? -1 : transaction, lane: lane)
            let index = counts[place, default: 0]
            counts[place] = index + 1
            let isAttempt = lane == .attempts
            defer { if isAttempt { overall += 1 } }
            let met: FaultKind =
                switch message.rule {
                case lane.rawValue: schedule[lane].kind(at: index)
                case Schedule.Lane.overall.rawValue: schedule[.overall].kind(at: overall)
                default: .normal
                }
            return TracedMessage(
                transaction: transaction, operation: message.operation, lane: lane, index: index,
                overall: isAttempt ? overall : -1, met: met)
        }
    }

    /// The same run with other findings.
    package init(_ trace: Trace, findings: Set<Signature>) {
        self.findings = findings
        facts = trace.facts
        messages = trace.messages
    }

    private struct Place: Hashable {
        let transaction: Int
        let lane: Schedule.Lane
    }

    /// The messages of each transaction, in order.
    package var transactions: [[TracedMessage]] {
        var lists: [[TracedMessage]] = []
        for message in messages {
            while lists.count <= message.transaction { lists.append([]) }
            lists[message.transaction].append(message)
        }
        return lists
    }

    /// The operations of each transaction; equal for two runs in which a till did the same. The
    /// switch delivers when it likes.
    package var shape: [[Operation]] {
        transactions.map { $0.map(\.operation).filter { !$0.isDelivery } }
    }
}
