import JSONTree
import Vocabulary

extension JudgeSettings {
    /// The entries of `judge`, from the table that the judge uses, too.
    static let keys = Keys("`judge`", of: JudgeSettings()) {
        for rule in JudgeRule.all {
            Key(
                rule.id, rule.setting,
                "How breaches of rule \(rule.id) count; by default \(rule.defaults)."
            ) { settings, setting in
                settings.rules[rule.id] = setting
            }
        }
        for parameter in commonParameters {
            Key(
                parameter.name, \.common[parameter], parameter.decoder,
                standard: parameter.standardJSON, parameter.sentence)
        }
    }
}

extension JudgeRule {
    /// A level, or a level and parameters.
    fileprivate var setting: Decoder<JudgeSettings.Setting> {
        let keys = Keys(of: JudgeSettings.Setting()) {
            Key(
                JudgeSettings.levelKey, \.level, .word("level"),
                "How breaches count; as by default unless set.")
            for parameter in parameters {
                Key(
                    parameter.name, \.values[parameter], parameter.decoder,
                    standard: parameter.standardJSON, parameter.sentence)
            }
        }
        return .either(
            Decoder<Level>.word("level").map { JudgeSettings.Setting(level: $0) },
            keys.decoder { given, reading in
                reading.noteEmptyRange(
                    of: given, from: \.values[.retriesMin], to: \.values[.retriesMax])
                return given.root
            })
    }

    fileprivate var defaults: String {
        if isOffUnlessSet { return "not at all" }
        return [(fails, "fail"), (warns, "warn")].compactMap { breach, level in
            breach.map { "\(level): \($0)" }
        }.joined(separator: "; ")
    }
}

extension JudgeRule.Level: Vocable {
    var meaning: String {
        switch self {
        case .off: "The rule is not judged."
        case .warn: "Every breach warns."
        case .fail: "Every breach fails."
        }
    }
}

extension JudgeParameter {
    /// A count, or a duration in milliseconds.
    fileprivate var decoder: Decoder<Int64> {
        switch unit {
        case .count: .integer(0...1000)
        case .duration:
            Decoder<Duration>.duration(mayBeZero: mayBeZero).map { $0.milliseconds }
        }
    }

    fileprivate var standardJSON: JSON {
        switch unit {
        case .count: .number(JSONNumber(standard))
        case .duration: .string(text(standard))
        }
    }

    fileprivate var sentence: String { meaning.prefix(1).uppercased() + meaning.dropFirst() + "." }
}
