import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary

extension Sandbox {
    /// Records the set-up of the sandbox, with all that a verdict needs.
    func noteSetup(at now: Instant) {
        withState(at: now) { state, time in state.core.noteSetup(at: time) }
    }

    /// Records an event that is not a message.
    func note(_ kind: String, _ more: [(String, JSON)] = [], at now: Instant) {
        withState(at: now) { state, time in state.core.note(kind, more, at: time) }
    }

    /// Records that the run is over, with the results of the scenario's rules.
    func noteEnd(at now: Instant) {
        withState(at: now) { state, time in state.core.noteEnd(nil, at: time) }
    }

    /// Records that the sandbox ends before the run, if that matters to a verdict: it was used, or
    /// was prepared and will not be used.
    ///
    /// - Returns: the snapshot to judge; nil for none.
    func noteEnd(_ cause: SandboxEnding, at now: Instant) -> JournalSnapshot? {
        let matters = withState(at: now) { state, time in
            let isUsed = state.core.journal.nextSeq > Self.firstSeq + 1
            guard isUsed || (state.core.creator == .test && cause != .reset) else { return false }
            state.outbox.abandon(in: &state.core, at: time)
            state.core.noteEnd(cause, at: time)
            return true
        }
        return matters ? snapshot(at: now) : nil
    }

    /// Returns the present journal, with everything that a report needs.
    func snapshot(at now: Instant) -> JournalSnapshot {
        withState(at: now) { [name] state, time in
            JournalSnapshot(
                name: name, now: state.core.clock.unix(at: time).text,
                journal: state.core.journal, remainder: state.core.remainder,
                rules: state.core.rulesRecord(at: time))
        }
    }

    /// The number of the sandbox's own record.
    private static let firstSeq = 1

    /// Switches to the library's version of the scenario, if it differs; counters start again.
    func adopt(_ library: ScenarioLibrary, at now: Instant) {
        withState(at: now) { state, time in
            state.core.providers = library.providers
            let current = library.current(state.core.engine.scenario)
            guard current != state.core.engine.scenario else { return }
            state.core.play(current)
            state.core.noteSetup(at: time)
        }
    }
}

extension SandboxCore {
    /// Returns a record in place of those that the journal dropped, the sandbox's own among them:
    /// without it the rest could not be judged. Nil if none were dropped.
    var remainder: JournalRecord? {
        guard journal.dropped > 0 else { return nil }
        var record = JournalRecord(
            seq: journal.dropped, at: clock.unix(at: .begin).nanoseconds)
        record.note = JSONObject(
            [
                ("kind", "sandbox"), ("sandbox", .string(name)),
                ("dropped", .number(JSONNumber(journal.dropped))),
            ] + setupMembers)
        return record
    }

    /// Returns a record of the present state of the rules, which the journal does not hold.
    func rulesRecord(at time: SandboxTime) -> JournalRecord {
        var record = JournalRecord(
            seq: journal.nextSeq, at: clock.unix(at: time).nanoseconds)
        record.note = JSONObject([
            ("kind", "rules"), ("sandbox", .string(name)), ("rules", tallies),
        ])
        return record
    }

    fileprivate mutating func noteSetup(at time: SandboxTime) {
        note("sandbox", setupMembers, at: time)
    }

    fileprivate mutating func noteEnd(_ cause: SandboxEnding?, at time: SandboxTime) {
        let why = cause.map { [("cause", JSON.string($0.rawValue))] } ?? []
        note("end", why + [("rules", tallies)], at: time)
    }

    fileprivate var tallies: JSON {
        let tallies = engine.tallies { SecretName($0).isSecret || SecretName($0).isCode }
        return .array(tallies.map(\.json))
    }

    fileprivate var setupMembers: [(String, JSON)] {
        let scenario = engine.scenario
        return [
            ("incarnation", .number(JSONNumber(incarnation))),
            ("scenario", .string(scenario.name)),
            ("seed", JSONNumber(spelling: String(seed)).map(JSON.number) ?? .null),
            ("draw", .string(scenario.draw.rawValue)),
            ("clock", .string(clock.mode.rawValue)),
            ("messaging", .string(scenario.messaging.rawValue)),
            ("rules", tallies), ("judge", scenario.judge.json), ("expect", scenario.expect.json),
            ("profiles", providers.json),
        ] + (creator == .standard ? [] : [("madeBy", .string(creator.rawValue))])
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
