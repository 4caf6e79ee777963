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
            scenario.seed = root["seed"]?.integer.flatMap { UInt64(exactly: $0) }
            scenario.expect = Expectation(root["expect"], providers, &mistakes)
            scenario.isOptional = root["optional"]?.flag ?? false
            scenario.judge = DutySetting.all(root["judge"], &mistakes)
            var reader = RulesReader(providers: providers)
            if case .list(let rules) = root["rules"]?.content { reader.read(rules) }
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

extension DutySetting {
    fileprivate static func all(
        _ value: Value?, _ mistakes: inout [Mistake]
    ) -> [String: DutySetting] {
        var settings: [String: DutySetting] = [:]
        for entry in value?.entries ?? [] {
            var setting = DutySetting(isOff: entry.value.text == "off")
            for parameter in entry.value.entries {
                setting.counts[parameter.key] = parameter.value.count
                setting.spans[parameter.key] = parameter.value.timespan
            }
            mistakes += entry.value.boundsMistake("retriesMin", "retriesMax")
            settings[entry.key] = setting
        }
        return settings
    }
}
