import Journal
import Vocabulary

/// A duty of the till and how it is judged from the journal.
package struct VerdictRule: Sendable {
    /// `D1` to `D18`.
    package let id: String
    /// The duty in a clause.
    package let title: String
    /// The sections of the documentation that the rule comes from, and a paraphrase.
    package let source: String
    /// The advice for a till that does not keep the duty, in a sentence.
    package let todo: String
    /// The conditions for pass, fail and warn, and the cases to which the rule does not apply.
    package let reading: String
    /// The rule's levels and parameters.
    let entry: JudgeRule
    /// Judges a run; returns one ruling for each case that the rule applies to.
    let judge: @Sendable (History, Values) -> [Ruling]

    /// The values of the rule's parameters in a scenario.
    struct Values {
        let settings: JudgeSettings
        let entry: JudgeRule

        /// A number of occurrences.
        func count(_ parameter: JudgeParameter) -> Int64 {
            settings.value(of: parameter, for: entry)
        }

        func duration(_ parameter: JudgeParameter) -> Duration {
            settings.duration(of: parameter, for: entry)
        }
    }

    /// Every rule, in order.
    package static let all: [VerdictRule] = [
        .d1, .d2, .d3, .d4, .d5, .d6, .d7, .d8, .d9, .d10, .d11, .d12, .d13, .d14, .d15, .d16,
        .d17, .d18,
    ]

    /// - Precondition: the table of rules has the id.
    init(
        id: String, title: String, todo: String, source: String, reading: String,
        judge: @escaping @Sendable (History, Values) -> [Ruling]
    ) {
        self.id = id
        self.title = title
        self.todo = todo
        self.source = source
        self.reading = reading
        self.judge = judge
        entry = .named(id)
    }

    /// Returns the rule's rulings on a run; none if the scenario switched it off.
    func rulings(on history: History) -> [Ruling] {
        let settings = history.sandbox.judge
        let level = settings.level(of: entry)
        guard level != .off else { return [] }
        return judge(history, Values(settings: settings, entry: entry)).map {
            $0.counted(as: level)
        }
    }
}
