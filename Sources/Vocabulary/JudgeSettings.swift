/// A scenario's `judge:`, as in `{D3: {retriesMax: 5}, D8: warn, D11: off, owedWithin: 10s}`.
package struct JudgeSettings: Sendable, Equatable {
    /// The settings of one rule.
    package struct Setting: Sendable, Equatable {
        /// Nil keeps the defaults.
        package var level: JudgeRule.Level?
        /// Counts, and durations in milliseconds.
        package var values: [JudgeParameter: Int64] = [:]

        package init(level: JudgeRule.Level? = nil, values: [JudgeParameter: Int64] = [:]) {
            self.level = level
            self.values = values
        }
    }

    /// For every rule that knows the parameter and does not set its own.
    package var common: [JudgeParameter: Int64] = [:]
    /// By the rule's id.
    package var rules: [String: Setting] = [:]

    /// The parameters of `judge:` that belong to no single rule.
    package static let commonParameters: [JudgeParameter] = [.owedWithin]

    /// The key of a rule's level where parameters stand beside it.
    package static let levelKey = "level"

    /// Every rule with its defaults.
    package init() {}

    /// Returns the level set for a rule; nil keeps the rule's own levels.
    package func level(of rule: JudgeRule) -> JudgeRule.Level? {
        let setting = rules[rule.id]
        return setting?.level ?? (rule.isOffUnlessSet && setting == nil ? .off : nil)
    }

    /// The value of a parameter that is a duration; without a rule, the common one.
    package func duration(of parameter: JudgeParameter, for rule: JudgeRule? = nil) -> Duration {
        precondition(parameter.unit == .duration, "\(parameter.name) is not a duration")
        return .milliseconds(value(of: parameter, for: rule))
    }

    /// The value of a parameter, a count or milliseconds; without a rule, the common one.
    package func value(of parameter: JudgeParameter, for rule: JudgeRule? = nil) -> Int64 {
        rule.flatMap { rules[$0.id]?.values[parameter] } ?? common[parameter] ?? parameter.standard
    }
}
