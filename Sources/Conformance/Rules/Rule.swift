import Vocabulary

/// A duty of the till, and how it is judged from the journal.
public struct Rule: Sendable {
    /// `D1` to `D18`.
    public let id: String
    /// The duty in a clause.
    public let title: String
    /// The documentation it comes from: sections, and in own words what they say.
    public let source: String
    /// What passes, fails, warns, and what it does not apply to.
    public let reading: String
    /// Its levels and parameters.
    let entry: JudgeRule
    /// One ruling for each case it applies to.
    let judge: @Sendable (History, Values) -> [Ruling]

    /// The values of the rule's parameters in a scenario.
    struct Values {
        let settings: JudgeSettings
        let entry: JudgeRule

        subscript(parameter: JudgeParameter) -> Int64 {
            settings.value(of: parameter, for: entry)
        }
    }

    /// Every rule, in order.
    public static let all: [Rule] = [
        .d1, .d2, .d3, .d4, .d5, .d6, .d7, .d8, .d9, .d10, .d11, .d12, .d13, .d14, .d15, .d16,
        .d17, .d18,
    ]

    /// - Precondition: the table of rules has the id.
    init(
        id: String, title: String, source: String, reading: String,
        judge: @escaping @Sendable (History, Values) -> [Ruling]
    ) {
        self.id = id
        self.title = title
        self.source = source
        self.reading = reading
        self.judge = judge
        entry = .named(id)
    }

    /// What it says of a run; nothing if the scenario switched it off.
    func rulings(on history: History) -> [Ruling] {
        let settings = history.sandbox.judge
        let level = settings.level(of: entry)
        guard level != .off else { return [] }
        return judge(history, Values(settings: settings, entry: entry)).map {
            $0.counted(as: level)
        }
    }
}
