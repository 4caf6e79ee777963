extension MatchBudget {
    private static let headerSteps = 16
    /// The bytes of a text that are copied or compared in a step.
    private static let bytesPerStep = 32

    /// Takes what it costs to look something up.
    mutating func take(for subject: Condition.Subject, in facts: MessageFacts) {
        switch subject {
        case .fact: take(1)
        case .header: take(Self.headerSteps)
        case .body: take(4 + facts.bodyBytes / Self.bytesPerStep)
        }
    }

    /// Takes what it costs to hold a text against values.
    mutating func take(for text: String, among values: [String]) {
        take(values.count + text.utf8.count / Self.bytesPerStep)
    }
}
