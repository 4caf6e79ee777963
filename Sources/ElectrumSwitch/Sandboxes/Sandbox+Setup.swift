import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary

extension Sandbox {
    /// Records the set-up of the sandbox, with all that a verdict needs.
    func noteSetup(at now: Instant) {
        withState(at: now) { state, elapsed in
            state.note("sandbox", of: name, state.setupMembers, at: elapsed)
        }
    }

    /// Records an event that is not a message.
    func note(_ kind: String, _ more: [(String, JSON)] = [], at now: Instant) {
        withState(at: now) { state, elapsed in state.note(kind, of: name, more, at: elapsed) }
    }

    /// Records that the run is over, with the results of the scenario's rules.
    func noteEnd(at now: Instant) {
        withState(at: now) { state, elapsed in state.noteEnd(of: name, nil, at: elapsed) }
    }

    /// Records that the sandbox ends before the run, if that matters to a verdict: it was used, or
    /// was prepared and will not be used.
    ///
    /// - Returns: the snapshot to judge; nil for none.
    func noteEnd(_ cause: SandboxEnding, at now: Instant) -> JournalSnapshot? {
        let matters = withState(at: now) { state, elapsed in
            let isUsed = state.journal.nextSeq > Self.firstSeq + 1
            guard isUsed || (state.creator == .test && cause != .reset) else { return false }
            state.noteEnd(of: name, cause, at: elapsed)
            return true
        }
        return matters ? snapshot(at: now) : nil
    }

    /// The number of the sandbox's own record.
    private static let firstSeq = 1

    /// Switches to the library's version of the scenario, if it differs; counters start again.
    func adopt(_ library: ScenarioLibrary, at now: Instant) {
        withState(at: now) { state, elapsed in
            state.providers = library.providers
            let current = library.current(state.engine.scenario)
            guard current != state.engine.scenario else { return }
            state.play(current)
            state.note("sandbox", of: name, state.setupMembers, at: elapsed)
        }
    }
}

extension Sandbox.Setup {
    /// Returns this set-up with the values of a sandbox's own record.
    func withRecordedValues(by told: JSONObject, library: ScenarioLibrary) -> Sandbox.Setup {
        var setup = self
        if let name = told["scenario"]?.text {
            let inline = told["yaml"]?.text.flatMap { library.inline($0, of: name) }
            setup.scenario = inline ?? library.scenario(exactly: name) ?? Scenario(name: name)
        }
        if case .number(let number)? = told["seed"], let seed = UInt64(number.spelling) {
            setup.seed = seed
        }
        setup.creator = told["madeBy"]?.text.flatMap(SandboxCreator.init(rawValue:)) ?? .standard
        setup.clock = told["clock"]?.text.flatMap(SandboxClock.Mode.init(rawValue:)) ?? clock
        return setup
    }
}

extension ScenarioLibrary {
    /// Returns the library's scenario of the same name; the given one if there is none any more,
    /// or if it never was the library's.
    func current(_ scenario: Scenario) -> Scenario {
        scenario.inlineText == nil ? self.scenario(exactly: scenario.name) ?? scenario : scenario
    }

    /// Returns a recorded inline scenario; nil if it names what the library no longer has.
    fileprivate func inline(_ text: String, of sandbox: String) -> Scenario? {
        try? Scenario(inline: text, of: sandbox, providers: Array(providers.profiles.keys))
    }
}

extension SandboxState {
    /// Returns a record in place of those that the journal dropped, the sandbox's own among them:
    /// without it the rest could not be judged. Nil if none were dropped.
    func remainder(of sandbox: String) -> JournalRecord? {
        guard journal.dropped > 0 else { return nil }
        var record = JournalRecord(
            seq: journal.dropped, at: clock.unix(elapsed: 0))
        record.note = JSONObject(
            [
                ("kind", "sandbox"), ("sandbox", .string(sandbox)),
                ("dropped", .number(JSONNumber(journal.dropped))),
            ] + setupMembers)
        return record
    }

    /// Returns a record of the present state of the rules, which the journal does not hold.
    ///
    /// - Parameter isFinal: whether it also tells that the run is over.
    func rulesRecord(
        of sandbox: String, isFinal: Bool = false, at elapsed: Int64
    ) -> JournalRecord {
        var record = JournalRecord(
            seq: journal.nextSeq, at: clock.unix(elapsed: elapsed))
        record.note = JSONObject([
            ("kind", isFinal ? "end" : "rules"), ("sandbox", .string(sandbox)),
            ("rules", tallies),
        ])
        return record
    }

    fileprivate mutating func noteEnd(
        of sandbox: String, _ cause: SandboxEnding?, at elapsed: Int64
    ) {
        let why = cause.map { [("cause", JSON.string($0.rawValue))] } ?? []
        note("end", of: sandbox, why + [("rules", tallies)], at: elapsed)
    }

    fileprivate var tallies: JSON {
        let tallies = engine.tallies { SecretName($0).isSecret || SecretName($0).isCode }
        return .array(tallies.map(\.json))
    }

    fileprivate var setupMembers: [(String, JSON)] {
        let scenario = engine.scenario
        return [
            ("scenario", .string(scenario.name)),
            ("seed", JSONNumber(spelling: String(seed)).map(JSON.number) ?? .null),
            ("draw", .string(scenario.draw.rawValue)),
            ("clock", .string(clock.mode.rawValue)),
            ("messaging", .string(scenario.messaging.rawValue)),
            ("rules", tallies), ("judge", scenario.judge.json), ("expect", scenario.expect.json),
            ("profiles", providers.json),
        ] + (scenario.inlineText.map { [("yaml", .string($0))] } ?? [])
            + (creator == .standard ? [] : [("madeBy", .string(creator.rawValue))])
    }
}

extension JudgeSettings {
    /// The settings in the form that `Conformance` reads.
    fileprivate var json: JSON {
        var object = Self.json(common)
        for (id, setting) in rules.sorted(by: { $0.key < $1.key }) {
            let level = setting.level.map { JSON.string($0.rawValue) }
            var members = Self.json(setting.values)
            if let level, members.members.isEmpty {
                object.append(id, level)
            } else {
                if let level { members.append(Self.levelKey, level) }
                object.append(id, .object(members))
            }
        }
        return .object(object)
    }

    private static func json(_ values: [JudgeParameter: Int64]) -> JSONObject {
        JSONObject(
            values.sorted { $0.key.name < $1.key.name }.map { parameter, value in
                switch parameter.unit {
                case .count: (parameter.name, JSON.number(JSONNumber(value)))
                case .duration: (parameter.name, JSON.string(parameter.text(value)))
                }
            })
    }
}

extension Expectation {
    fileprivate var json: JSON {
        var object = JSONObject()
        let endings = finally.map { JSON.string($0.rawValue) }
        if let first = endings.first {
            object.append("finally", endings.count == 1 ? first : .array(endings))
        }
        var retries = JSONObject()
        if let retriesMin { retries.append("min", .number(JSONNumber(retriesMin))) }
        if let retriesMax { retries.append("max", .number(JSONNumber(retriesMax))) }
        if !retries.members.isEmpty { object.append("retries", .object(retries)) }
        if let provider { object.append("provider", .string(provider)) }
        return .object(object)
    }
}

extension ProviderProfile.Advices {
    /// One word if both kinds are treated alike.
    fileprivate var json: JSON {
        guard confirm != reverse else { return .string(confirm.rawValue) }
        return ["confirm": .string(confirm.rawValue), "reverse": .string(reverse.rawValue)]
    }

    func isForwarded(_ delivery: Operation) -> Bool {
        (delivery == .deliverConfirm ? confirm : reverse) == .forwarded
    }
}

extension ProviderDirectory {
    fileprivate var json: JSON {
        let list = profiles.values.sorted { $0.id < $1.id }.map { profile -> (String, JSON) in
            (
                profile.id,
                [
                    "name": .string(profile.name),
                    "retries": .string(profile.retries.rawValue),
                    "advices": profile.advices.json,
                ]
            )
        }
        return .object(JSONObject(list))
    }
}

extension RuleTally {
    fileprivate var json: JSON {
        var object = JSONObject([
            ("name", .string(name)), ("required", .bool(isRequired)),
            ("replies", .number(JSONNumber(replyCount))),
            ("given", .number(JSONNumber(repliesGiven))),
            ("decided", .number(JSONNumber(decisionCount))),
        ])
        if let nearMiss { object.append("nearMiss", .string(Masking.withoutSecrets(nearMiss))) }
        return .object(object)
    }
}
