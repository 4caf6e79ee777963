/// A rule for tills, with everything that scenario files, their schema, the judge and docs/rules.md
/// need of it. The rule itself is in `Conformance`.
package struct JudgeRule: Sendable {
    /// The severity of a breach.
    package enum Level: String, Sendable, CaseIterable {
        case off, warn, fail
    }

    /// `D1` to `D18`.
    package let id: String
    /// Breaches that fail unless a scenario says otherwise, as a clause; nil for none.
    package let fails: String?
    /// Breaches that warn unless a scenario says otherwise, as a clause; nil for none.
    package let warns: String?
    /// Not judged unless a scenario sets it.
    package let isOffUnlessSet: Bool
    package let parameters: [JudgeParameter]

    /// Every rule, in order. The defaults follow one principle: a breach fails if a source forbids
    /// it, if it may lose money or if it leaves a transaction open; otherwise it warns.
    package static let all: [JudgeRule] = [
        JudgeRule("D1", fails: "an unknown outcome left open", [.owedWithin]),
        JudgeRule("D2", fails: "another path, id, body or operation than the provision's"),
        JudgeRule(
            "D3", warns: "an unknown outcome reversed before any retry; too many retries",
            [.retriesMin, .retriesMax]),
        JudgeRule(
            "D4", fails: "a confirmation after a hard decline",
            warns: "a retry or a reversal after a hard decline"),
        JudgeRule(
            "D5", fails: "no reversal after the last retry; retries after a declined one",
            [.owedWithin]),
        JudgeRule(
            "D6", fails: "no advice for a voucher; both kinds",
            warns: "no advice for a redemption or a refund", [.owedWithin]),
        JudgeRule("D7", fails: "a confirmation in single messaging"),
        JudgeRule(
            "D8", fails: "an advice given up, or repeated with another id or content",
            [.owedWithin]),
        JudgeRule("D9", fails: "another request, or other identifiers"),
        JudgeRule(
            "D10", fails: "an id used for two messages, or no UUID",
            warns: "a version other than 4; one id in two spellings"),
        JudgeRule("D11", warns: "a retry to a provider without retries"),
        JudgeRule("D12", warns: "a lookup before the outcome is known"),
        JudgeRule(
            "D13",
            fails: "a message that was refused for its form or its address, or sent over an "
                + "expired certificate",
            warns: "a field left out that the published schema requires and the switch does not; "
                + "a call of no operation"),
        JudgeRule(
            "D14", fails: "another user name; a message refused for its sender and not sent again",
            [.owedWithin]),
        JudgeRule("D15", warns: "too little time between two attempts", [.spacing]),
        JudgeRule("D16", warns: "more confirmed than was authorised, or in another currency"),
        JudgeRule("D17", warns: "a redemption that no lookup preceded"),
        JudgeRule(
            "D18", fails: "the till gave up waiting too early", isOffUnlessSet: true, [.patience]),
    ]

    /// - Precondition: the table has a rule of that id.
    package static func named(_ id: String) -> JudgeRule {
        guard let rule = all.first(where: { $0.id == id }) else {
            preconditionFailure("the table has no rule \(id)")
        }
        return rule
    }

    private init(
        _ id: String, fails: String? = nil, warns: String? = nil, isOffUnlessSet: Bool = false,
        _ parameters: [JudgeParameter] = []
    ) {
        self.id = id
        self.fails = fails
        self.warns = warns
        self.isOffUnlessSet = isOffUnlessSet
        self.parameters = parameters
    }
}
