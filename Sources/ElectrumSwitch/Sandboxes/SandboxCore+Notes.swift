import HTTPMessages
import Journal
import Scenarios
import Vocabulary

extension Sandbox {
    /// Records the set-up of the sandbox, with all that a verdict needs.
    func noteSetup(at now: Instant) {
        withState(at: now) { state, time in
            state.core.journal.append(.sandbox(state.core.setupRecord(at: time)))
        }
    }

    /// Records that the sandbox is removed.
    func noteRemoval(isEviction: Bool, at now: Instant) {
        withState(at: now) { state, time in
            state.core.journal.append(
                .deleted(state.core.nextPlace(at: time), isEvicted: isEviction))
        }
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
    ///
    /// - Parameter isFinal: whether the report is to be made as if the run were over.
    func snapshot(at now: Instant, isFinal: Bool = false) -> JournalSnapshot {
        withState(at: now) { state, time in state.core.snapshot(isFinal: isFinal, at: time) }
    }

    /// Returns the same for those who watch, which does not count as use of the sandbox.
    func glimpse(at now: Instant) -> JournalSnapshot {
        peek { $0.core.snapshot(at: $0.core.clock.time(at: now)) }
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
            state.core.journal.append(.sandbox(state.core.setupRecord(at: time)))
        }
    }
}

extension SandboxCore {
    fileprivate func snapshot(isFinal: Bool = false, at time: SandboxTime) -> JournalSnapshot {
        JournalSnapshot(
            name: name, now: clock.unix(at: time).text, journal: journal, remainder: remainder,
            rules: rulesRecord(isFinal: isFinal, at: time))
    }

    /// A record in place of those that the journal dropped, the sandbox's own among them: without
    /// it the rest could not be judged. Nil if none were dropped.
    var remainder: JournalRecord? {
        guard journal.dropped > 0 else { return nil }
        var record = setupRecord(at: .begin)
        record.seq = journal.dropped
        record.dropped = journal.dropped
        return .sandbox(record)
    }

    /// Returns a record of the present state of the rules, which the journal does not hold.
    ///
    /// - Parameter isFinal: whether it also tells that the run is over.
    func rulesRecord(isFinal: Bool = false, at time: SandboxTime) -> JournalRecord {
        let place = nextPlace(at: time)
        return isFinal
            ? .end(place, RecordedEnd(cause: nil, rules: tallies)) : .rules(place, tallies)
    }

    fileprivate mutating func noteEnd(_ cause: SandboxEnding?, at time: SandboxTime) {
        journal.append(
            .end(nextPlace(at: time), RecordedEnd(cause: cause, rules: tallies)))
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
    fileprivate func setupRecord(at time: SandboxTime) -> SandboxRecord {
        let (place, scenario) = (nextPlace(at: time), engine.scenario)
        var record = SandboxRecord(seq: place.seq, at: place.at, name: name)
        record.incarnation = incarnation
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
