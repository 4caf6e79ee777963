import Vocabulary

extension Scenario {
    /// Reads a scenario; `file` is what diagnostics call the text, `providers` are the ids of the
    /// profiles that a rule may name.
    /// - Throws: every mistake of the text.
    public init(
        name: String, yaml: String, file: String,
        providers: [String] = [ProviderProfile.default.id]
    ) throws(Diagnostics) {
        self = try YAMLText.read(yaml, file: file) { root, mistakes in
            mistakes += Checker.mistakes(in: root, "the file", Language.scenario)
            var scenario = Scenario(name: name, file: file)
            scenario.title = root["title"]?.text ?? ""
            scenario.flow = root["flow"]?.text
            scenario.messaging = root["messaging"]?.word() ?? scenario.messaging
            scenario.hasSwitchAdvices = root["switchAdvices"]?.flag ?? true
            scenario.seed = root["seed"]?.integer.flatMap { UInt64(exactly: $0) }
            scenario.draw = root["draw"]?.word() ?? scenario.draw
            scenario.expect = Expectation(root["expect"], providers, &mistakes)
            scenario.isOptional = root["optional"]?.flag ?? false
            scenario.judge = JudgeSettings(root["judge"], &mistakes)
            var reader = RulesReader(providers: providers)
            if case .list(let rules) = root["rules"]?.content, rules.count <= Language.rulesMax {
                reader.read(rules)
            }
            mistakes += reader.mistakes
            scenario.rules = reader.rules
            return scenario
        }
    }
}

extension Expectation {
    fileprivate init(_ value: Value?, _ providers: [String], _ mistakes: inout [Mistake]) {
        finally = value?["finally"]?.word()
        if let id = value?["provider"] {
            provider = id.text
            mistakes += id.unknownProvider(providers)
        }
        guard let retries = value?["retries"] else { return }
        retriesMin = retries.count ?? retries["min"]?.count
        retriesMax = retries.count ?? retries["max"]?.count
        mistakes += retries.boundsMistake("min", "max")
    }
}

extension JudgeSettings {
    fileprivate init(_ value: Value?, _ mistakes: inout [Mistake]) {
        self.init()
        for entry in value?.entries ?? [] {
            if let parameter = Self.commonParameters.first(where: { $0.name == entry.key }) {
                common[parameter] = entry.value.value(of: parameter)
            } else if let rule = JudgeRule.all.first(where: { $0.id == entry.key }) {
                rules[rule.id] = Setting(entry.value, of: rule)
                mistakes += entry.value.boundsMistake("retriesMin", "retriesMax")
            }
        }
    }
}

extension JudgeSettings.Setting {
    fileprivate init(_ value: Value, of rule: JudgeRule) {
        self.init(level: (value[JudgeSettings.levelKey] ?? value).word())
        for parameter in rule.parameters {
            values[parameter] = value[parameter.name]?.value(of: parameter)
        }
    }
}

extension Value {
    /// A count, or a duration in milliseconds; nil where the checker complains.
    fileprivate func value(of parameter: JudgeParameter) -> Int64? {
        switch parameter.unit {
        case .count: integer
        case .duration: timespan.map { $0.nanoseconds / 1_000_000 }
        }
    }
}
