import Vocabulary

extension Language {
    /// The entries of `judge`, from the table that the judge uses, too.
    static let judge =
        JudgeRule.all.map { rule in
            Field(
                rule.id,
                .either([
                    .scalar(level), .mapping([levelField] + rule.parameters.map(parameter)),
                ]),
                "How breaches of rule \(rule.id) count; \(defaults(of: rule)) unless set.")
        } + JudgeSettings.commonParameters.map(parameter)

    private static let level = Form.word(
        kind: "level",
        [
            Word(JudgeRule.Level.off.rawValue, "The rule is not judged."),
            Word(JudgeRule.Level.warn.rawValue, "Every breach warns."),
            Word(JudgeRule.Level.fail.rawValue, "Every breach fails."),
        ])

    private static let levelField = Field(
        JudgeSettings.levelKey, .scalar(level), "How breaches count; as by default unless set.")

    private static func parameter(_ parameter: JudgeParameter) -> Field {
        let form: Form =
            switch parameter.unit {
            case .count: .integer(0...1000)
            case .duration: .duration(isPositive: !parameter.mayBeZero)
            }
        let meaning = parameter.meaning.prefix(1).uppercased() + parameter.meaning.dropFirst()
        return Field(
            parameter.name, .scalar(form),
            "\(meaning); \(parameter.text(parameter.standard)) unless set.")
    }

    private static func defaults(of rule: JudgeRule) -> String {
        if rule.isOffUnlessSet { return "it is off" }
        return [(rule.fails, "fail"), (rule.warns, "warn")].compactMap { breach, level in
            breach.map { "\(level): \($0)" }
        }.joined(separator: "; ")
    }
}
