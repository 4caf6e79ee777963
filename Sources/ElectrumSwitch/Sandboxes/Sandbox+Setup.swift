import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary

extension Sandbox {
    /// Records the set-up of the sandbox, with all that a verdict needs.
    func noteSetup(at now: Instant) {
        withState(at: now) { state, elapsed in
            state.journal.append(.sandbox(state.setupRecord(at: elapsed)))
        }
    }

    /// Records that the sandbox is removed.
    func noteRemoval(isEviction: Bool, at now: Instant) {
        withState(at: now) { state, elapsed in
            state.journal.append(
                .deleted(state.nextPlace(at: elapsed), isEvicted: isEviction))
        }
    }

    /// Records that the run is over, with the results of the scenario's rules.
    func noteEnd(at now: Instant) {
        withState(at: now) { state, elapsed in state.noteEnd(nil, at: elapsed) }
    }

    /// Records that the sandbox ends before the run, if that matters to a verdict: it was used, or
    /// was prepared and will not be used.
    ///
    /// - Returns: the snapshot to judge; nil for none.
    func noteEnd(_ cause: SandboxEnding, at now: Instant) -> JournalSnapshot? {
        let matters = withState(at: now) { state, elapsed in
            let isUsed = state.journal.nextSeq > Self.firstSeq + 1
            guard isUsed || (state.creator == .test && cause != .reset) else { return false }
            state.noteEnd(cause, at: elapsed)
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
            state.journal.append(.sandbox(state.setupRecord(at: elapsed)))
        }
    }
}

extension Sandbox.Setup {
    /// Returns this set-up with the values of a sandbox's own record.
    func withRecordedValues(by record: SandboxRecord, library: ScenarioLibrary) -> Sandbox.Setup {
        var setup = self
        if let name = record.scenario {
            let inline = record.inlineText.flatMap { library.inline($0, of: name) }
            setup.scenario = inline ?? library.scenario(exactly: name) ?? Scenario(name: name)
        }
        setup.seed = record.seed ?? seed
        setup.creator = record.madeBy
        setup.clock = record.clock ?? clock
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
    /// A record in place of those that the journal dropped, the sandbox's own among them: without
    /// it the rest could not be judged. Nil if none were dropped.
    var remainder: JournalRecord? {
        guard journal.dropped > 0 else { return nil }
        var record = setupRecord(at: 0)
        record.seq = journal.dropped
        record.dropped = journal.dropped
        return .sandbox(record)
    }

    /// Returns a record of the present state of the rules, which the journal does not hold.
    ///
    /// - Parameter isFinal: whether it also tells that the run is over.
    func rulesRecord(isFinal: Bool = false, at elapsed: Int64) -> JournalRecord {
        let place = nextPlace(at: elapsed)
        return isFinal
            ? .end(place, RecordedEnd(cause: nil, rules: tallies)) : .rules(place, tallies)
    }

    fileprivate mutating func noteEnd(_ cause: SandboxEnding?, at elapsed: Int64) {
        journal.append(
            .end(nextPlace(at: elapsed), RecordedEnd(cause: cause, rules: tallies)))
    }

    fileprivate var tallies: [RuleTally] {
        let tallies = engine.tallies { SecretName($0).isSecret || SecretName($0).isCode }
        return tallies.map { tally in
            var tally = tally
            tally.nearMiss = tally.nearMiss.map(Masking.withoutSecrets)
            return tally
        }
    }

    /// The sandbox's own record, numbered as the next.
    fileprivate func setupRecord(at elapsed: Int64) -> SandboxRecord {
        let (place, scenario) = (nextPlace(at: elapsed), engine.scenario)
        var record = SandboxRecord(seq: place.seq, at: place.at, name: name)
        record.scenario = scenario.name
        record.seed = seed
        record.draw = scenario.draw
        record.clock = clock.mode
        record.messaging = scenario.messaging
        record.rules = tallies
        record.judge = scenario.judge
        record.expect = scenario.expect
        record.profiles = providers.recorded
        record.inlineText = scenario.inlineText
        record.madeBy = creator
        return record
    }
}

extension ProviderProfile.Advices {
    func isForwarded(_ delivery: Operation) -> Bool {
        (delivery == .deliverConfirm ? confirm : reverse) == .forwarded
    }
}

extension ProviderDirectory {
    /// The profiles as a sandbox record has them.
    fileprivate var recorded: [String: ProviderRecord] {
        profiles.mapValues { profile in
            ProviderRecord(
                name: profile.name, retries: profile.retries.rawValue,
                confirmations: profile.advices.confirm.rawValue,
                reversals: profile.advices.reverse.rawValue)
        }
    }
}
