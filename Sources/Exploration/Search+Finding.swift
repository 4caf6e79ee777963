import Vocabulary

extension Search {
    /// A breach that a search has found, with the simplest schedule known to show it.
    package struct Finding: Sendable {
        /// The confidence in a finding.
        package enum State: Sendable, Equatable {
            /// Seen once; the budget ended before it was repeated.
            case unconfirmed
            /// Always seen again.
            case steady
            /// Seen again in so many of so many runs.
            case flaky(shown: Int, of: Int)
        }

        package let signature: Signature
        package internal(set) var state = State.unconfirmed
        package internal(set) var schedule: Schedule
        /// True if nothing simpler shows it.
        package internal(set) var isShrunk = false
        /// The other rules and messages that break by the same cause.
        package internal(set) var others: [Signature] = []
        /// The number of runs after which it was seen first, and by what.
        package let foundAfter: Int
        package let wave: Wave?
        /// The latest run that showed it with this schedule.
        package internal(set) var trace: Trace

        /// True if it needs no fault.
        package var isPlain: Bool { schedule.isEmpty }

        /// A sentence: what the till does, and when.
        package var title: String {
            let words = RuleWords(signature)
            let cause = Cause(trace, showing: schedule).sentence
            return "The till \(words.deed)"
                + (cause.isEmpty ? ", without any fault" : " when \(cause)")
        }

        /// The behaviour expected of a till.
        package var duty: String { RuleWords(signature).duty }

        /// A name for a file: `d8-confirmations-503`.
        package var fileStem: String {
            let words = "\(signature.rule) \(schedule.description.replacing("*", with: " stays"))"
            let parts = words.lowercased().split { !$0.isLetter && !$0.isNumber }
            return parts.joined(separator: "-").prefix(80).description
        }
    }
}

/// The meaning of a rule in the title of a finding, and in the first line of its scenario.
struct RuleWords {
    /// As in "The till … when the confirmation is answered 503".
    let deed: String
    let duty: String

    init(_ signature: Signature) {
        let rule = signature.rule
        let (deed, duty) =
            Self.table[rule] ?? ("breaks \(rule)", "A till should keep the rule \(rule).")
        let isGivenUp = rule == "D8" && signature.message.contains("did not repeat")
        self.deed = isGivenUp ? "gives up" : deed
        self.duty = duty
    }

    private static let table: [String: (String, String)] = [
        "D1": (
            "leaves a provision open",
            "A till should retry or reverse whatever it does not know the outcome of."
        ),
        "D2": (
            "retries otherwise than documented",
            "A till should send a retry to the retry operation, with the provision's id and body."
        ),
        "D3": (
            "reverses too early or retries too often",
            "A till should retry an unknown outcome once at least, three times at most."
        ),
        "D4": (
            "goes on after a hard decline",
            "A till should send nothing more about a provision that was declined."
        ),
        "D5": (
            "does not reverse what its retries left open",
            "A till should reverse as soon as a retry is declined, or the last one brought nothing."
        ),
        "D6": (
            "does not finalise its voucher by one kind of advice",
            "A till should confirm or reverse each voucher that it received, never both."
        ),
        "D7": (
            "confirms in single messaging",
            "A till should send no confirmation in single messaging."
        ),
        "D8": (
            "repeats an advice otherwise than it was",
            "A till should repeat an advice, with the same id and content, until it is answered."
        ),
        "D9": (
            "advises about another request, or with other identifiers",
            "A till should name the provision in its advice, with the identifiers of its answer."
        ),
        "D10": (
            "uses an id twice, or one that is no UUID",
            "A till should give every message a UUID of its own."
        ),
        "D13": (
            "sends a message that is not well formed",
            "A till should send messages as the contract says."
        ),
        "D14": (
            "changes its user, or drops a message refused for its sender",
            "A till should use one user name, and send again what was refused for its token."
        ),
        "D18": (
            "does not wait as long as agreed", "A till should wait for an answer as long as agreed."
        ),
        "hang": (
            "does not end", "A till should come to an end whatever it is answered."
        ),
        "crash": (
            "crashes", "A till should survive whatever it is answered."
        ),
        "money": (
            "ends with money at risk",
            "Till, switch and provider should agree on every sale at its end."
        ),
    ]
}

/// The faults of a run, in words.
struct Cause {
    /// As in "the provision is answered 503 and the confirmation is lost without a sign".
    let sentence: String

    init(_ trace: Trace, showing schedule: Schedule) {
        var clauses: [String] = []
        for transaction in trace.transactions {
            let found = Self.clauses(transaction, schedule, of: trace)
            if found.count > clauses.count { clauses = found }
        }
        sentence = clauses.joined(separator: " and ")
    }

    /// One clause for each fault; equal ones in a row are one.
    private static func clauses(
        _ messages: [TracedMessage], _ schedule: Schedule, of trace: Trace
    ) -> [String] {
        var clauses: [String] = []
        var told: Set<Schedule.Lane> = []
        let hasRetry = messages.contains { $0.operation == .retry }
        for message in messages where message.met != .normal {
            let plan = schedule[message.lane]
            let isStaying = plan.stays && message.index >= plan.kinds.count - 1
            if isStaying {
                guard told.insert(message.lane).inserted else { continue }
                let first = message.index == 0 ? "every" : "every further"
                clauses.append("\(first) \(noun(message)) \(message.met.clause)")
                continue
            }
            clauses.append("\(name(of: message, hasRetry)) \(message.met.clause)")
        }
        return clauses
    }

    private static func noun(_ message: TracedMessage) -> String {
        message.lane.part == .attempt ? "attempt" : message.operation.noun
    }

    private static func name(of message: TracedMessage, _ hasRetry: Bool) -> String {
        let noun = message.operation.noun
        let sale = message.transaction > 0 && message.overall > 0 ? " of a later sale" : ""
        switch message.lane.part {
        case .attempt where message.operation == .retry:
            return "\(ordinal(message.index)) retry\(sale)"
        case .confirmation where message.index == 0 && hasRetry: return "the \(noun) after a retry"
        case .confirmation, .reversal:
            return message.index == 0
                ? "the \(noun)" : "the \(ordinal(message.index).dropFirst(4)) repeat of the \(noun)"
        default: return "the \(noun)\(sale)"
        }
    }

    private static func ordinal(_ number: Int) -> String {
        let words = ["the first", "the second", "the third", "the fourth", "the fifth"]
        return number >= 1 && number <= words.count ? words[number - 1] : "the \(number)th"
    }
}
