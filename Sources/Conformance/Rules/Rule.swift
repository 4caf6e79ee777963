/// A duty of the till, and how it is judged from the journal.
public struct Rule: Sendable {
    /// `D1` to `D15`.
    public let id: String
    /// The duty in a clause.
    public let title: String
    /// The documentation it comes from: sections, and in own words what they say.
    public let source: String
    /// What passes, fails, warns, and what it does not apply to.
    public let reading: String
    /// The numbers a scenario may set.
    public let parameters: [RuleParameter]
    /// One ruling for each case it applies to.
    let judge: @Sendable (History, RuleValues) -> [Ruling]

    /// Every rule, in order.
    public static let all: [Rule] = [
        .d1, .d2, .d3, .d4, .d5, .d6, .d7, .d8, .d9, .d10, .d11, .d12, .d13, .d14, .d15,
    ]

    init(
        id: String, title: String, source: String, reading: String,
        parameters: [RuleParameter] = [],
        judge: @escaping @Sendable (History, RuleValues) -> [Ruling]
    ) {
        self.id = id
        self.title = title
        self.source = source
        self.reading = reading
        self.parameters = parameters
        self.judge = judge
    }
}
