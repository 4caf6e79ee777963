import Vocabulary

extension Reply {
    /// Nil when the outcome is not of its form, which the checker tells.
    init?(_ value: Value, _ mistakes: inout [Mistake]) {
        guard case .mapping(let entries) = value.content else {
            self.init()
            return
        }
        if entries.isEmpty {
            mistakes.append(
                Mistake(
                    at: value.place, "a reply that says nothing",
                    hint: "the normal answer is written `normal`"))
        }
        let names = Language.outcomes.map(\.name)
        let outcomes = entries.filter { names.contains($0.key) }
        for other in outcomes.dropFirst() where other.key != outcomes[0].key {
            mistakes.append(
                Mistake(
                    at: other.keyPlace,
                    "`\(other.key)` beside `\(outcomes[0].key)`: a reply has one outcome",
                    hint: "the reply to the next attempt is an entry of its own"))
        }
        let delay = value["delay"].flatMap { Delay($0, &mistakes) }
        guard let outcome = Outcome(outcomes.first?.key, of: value, &mistakes) else { return nil }
        let transmission = Transmission(value)
        self.init(
            outcome: outcome, transmission: transmission, delay: delay,
            processing: value["processing"]?.timespan ?? .zero)
        mistakes += outcome.strayModifiers(in: value, beside: transmission.garbled?.kind)
        mistakes += transmission.strays(beside: outcome, in: value)
        if case .lost(.request, .stale) = outcome, let entry = value.entry("by") {
            mistakes.append(
                Mistake(
                    at: entry.keyPlace, "a request is not lost `by: stale`, which answers it",
                    hint: "write `lost: reply`; the request after it finds the connection closed"))
        }
    }
}

extension Outcome {
    /// `key` is the one of the reply's keys that names the outcome.
    fileprivate init?(_ key: String?, of reply: Value, _ mistakes: inout [Mistake]) {
        let isProcessed = reply["processed"]?.flag
        guard let key, let value = reply[key] else {
            let garbling: Garbling? = reply["garbled"]?.word()
            let isOfSwitch = garbling?.isOfSwitch ?? true
            self = isOfSwitch ? .normal : .replaced(processed: isProcessed ?? false)
            return
        }
        let outcome: Outcome? =
            switch key {
            case "decline":
                value.errorAnswer(.decline).map { Self.decline($0, processed: isProcessed) }
            case "error":
                value.errorAnswer(.error).map { .error($0, processed: isProcessed ?? false) }
            case "lost": value.word().map { .lost($0, Ending(of: reply)) }
            case "respond":
                RawAnswer(value, &mistakes).map { .respond($0, processed: isProcessed ?? false) }
            case "tls": value.word().map(Outcome.tls)
            default: nil
            }
        guard let outcome else { return nil }
        self = outcome
    }

    /// The error type speaks before the status: where it says that the outcome is unknown, a till
    /// must not take a 400 or 404 for a final no (flows.md, "How the rules are read").
    private static func decline(_ answer: ErrorAnswer, processed: Bool?) -> Outcome {
        answer.leavesOutcomeUnknown
            ? .error(answer, processed: processed ?? false) : .decline(answer)
    }

    /// Modifiers that mean nothing beside this outcome.
    fileprivate func strayModifiers(
        in reply: Value, beside garbling: Garbling?
    ) -> [Mistake] {
        let rules: [(key: String, fits: Bool, need: String)] = [
            ("by", isLost, "`by` belongs to `lost`"),
            ("hold", isSilent, "`hold` belongs to `lost` by silence"),
            ("at", garbling?.isCut ?? false, "`at` belongs to \(Language.cuttingGarblings)"),
            (
                "processed", leavesProcessingOpen,
                "`processed` belongs to `error`, `respond`, \(Language.replacingGarblings) or a "
                    + "`decline` that leaves the outcome unknown"
            ),
            (
                "processing", isProcessed,
                "nothing is processed here, so `processing` has no effect"
            ),
        ]
        return rules.compactMap { rule in
            guard !rule.fits, let entry = reply.entry(rule.key) else { return nil }
            return Mistake(at: entry.keyPlace, rule.need)
        }
    }

    private var isLost: Bool {
        if case .lost = self { true } else { false }
    }

    private var isSilent: Bool {
        if case .lost(_, .silence) = self { true } else { false }
    }

    private var leavesProcessingOpen: Bool {
        switch self {
        case .error, .respond, .replaced: true
        default: false
        }
    }
}

extension Outcome.Ending {
    /// How long a till is left waiting unless a scenario says otherwise; longer than the 60 s after
    /// which clients give up by default (contract.md 5.11).
    private static let usualHold = Timespan.seconds(90)

    fileprivate init(of reply: Value) {
        switch reply["by"]?.text {
        case "close": self = .close
        case "cut": self = .cut
        case "reset": self = .reset
        case "stale": self = .stale
        default: self = .silence(hold: reply["hold"]?.timespan ?? Self.usualHold)
        }
    }
}
