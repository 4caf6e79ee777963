import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Synchronization
import Vocabulary
import VoucherLedger

/// One sandbox, the unit of isolation: its state behind a lock, and the exchanges that wait for its
/// clock or its journal. A reset replaces it by a new one.
final class Sandbox: Sendable {
    /// The set-up of a sandbox.
    struct Setup: Sendable {
        var scenario: Scenario
        var seed: UInt64
        var clock: SandboxClock.Mode
        var providers: ProviderDirectory
        var providerErrorName = ProviderErrorName.providerErrorMsg
        var authentication = Authentication()
        var credentials = CredentialsReader()
        var journalBytesMax: Int
        var creator = SandboxCreator.standard
        /// Takes every record as it is added or changed; nil if none is kept.
        var recorder: Recorder?
    }

    /// The remains of a sandbox that has ended.
    struct Leftovers: Sendable {
        let waiting: [ExchangeID]
        /// The ledger; possibly large, so it must not be released where others wait.
        let ledger: Ledger
        let journal: SandboxJournal
    }

    /// Takes a record.
    typealias Recorder = @Sendable (_ record: JournalRecord) -> Void

    let name: String
    let setup: Setup
    private let guarded: Mutex<Guarded>
    private let waker: Waker

    fileprivate struct Guarded {
        var state: SandboxState
        /// The state of the replay; nil unless the sandbox is being replayed.
        var replay: Replay?
        var alarms = Alarms()
        /// The exchanges that move the clock once it waits for nothing.
        var watchers: [ExchangeID] = []
        /// Exchanges that wait for the journal.
        var subscribers = Subscribers()
        /// The messages that a manual clock has woken: it moves on when each has ended or waits
        /// again.
        var awaited: Set<ExchangeID> = []
        var isRetired = false
        /// The set-up last confirmed to match, as an address states it.
        var agreed = ""
        var lastUsed: Instant
    }

    init(name: String, setup: Setup, waker: Waker, at now: Instant) {
        self.name = name
        self.setup = setup
        self.waker = waker
        let state = SandboxState(setup, of: name, clock: SandboxClock(setup.clock, at: now))
        guarded = Mutex(Guarded(state: state, lastUsed: now))
    }

    /// Makes a sandbox that replays a recording, starting with the first record.
    init(
        _ name: String, replaying beginning: SandboxRecord, setup: Setup, library: ScenarioLibrary,
        waker: Waker, at now: Instant
    ) {
        self.name = name
        self.waker = waker
        self.setup = setup.withRecordedValues(by: beginning, library: library)
        let clock = SandboxClock(self.setup.clock, beganAt: beginning.at, now: now)
        var state = SandboxState(self.setup, of: name, clock: clock)
        var replay = Replay(setup: self.setup, library: library)
        replay.take(.sandbox(beginning), in: &state)
        guarded = Mutex(Guarded(state: state, replay: replay, lastUsed: now))
    }

    /// Replays the next version of a record.
    func replayNext(_ version: JournalRecord) {
        guarded.withLock { guarded in guarded.replay?.take(version, in: &guarded.state) }
    }

    /// Ends the replay; the sandbox is live from now on.
    func endReplay(at now: Instant) {
        guarded.withLock { guarded in
            guarded.replay?.finish(&guarded.state, at: now)
            guarded.replay = nil
            guarded.state.queue.resume(at: guarded.state.clock.elapsed(at: now))
            publish(&guarded)
        }
    }

    /// Reads and changes the state in one step, after everything that is due by now has been done.
    func withState<Result>(
        at now: Instant, _ body: (inout SandboxState, _ elapsed: Int64) -> sending Result
    ) -> sending Result {
        guarded.withLock { guarded in
            guarded.lastUsed = now
            let elapsed = guarded.state.clock.elapsed(at: now)
            guarded.state.settle(at: elapsed)
            defer { publish(&guarded) }
            return body(&guarded.state, elapsed)
        }
    }

    /// Reads the state as it is; this does not count as use of the sandbox.
    func peek<Result>(_ body: (borrowing SandboxState) -> sending Result) -> sending Result {
        guarded.withLock { guarded in body(guarded.state) }
    }

    /// Does what is due by now without a request; returns true if there is more.
    func tick(at now: Instant) -> Bool {
        guarded.withLock { guarded in
            let elapsed = guarded.state.clock.elapsed(at: now)
            guarded.state.settle(at: elapsed)
            publish(&guarded)
            return guarded.state.nextDue.map { $0 <= elapsed } ?? false
        }
    }

    /// Passes on the changes while the lock keeps their order.
    private func publish(_ guarded: inout Guarded) {
        record(&guarded)
        guard !guarded.subscribers.isEmpty else { return }
        let isReal = guarded.state.clock.mode == .real
        waker.wake(
            guarded.subscribers.read(
                guarded.state.journal, nextDue: isReal ? guarded.state.nextDue : nil))
    }

    /// Records the changes, unless the sandbox has ended and another one records under its name.
    private func record(_ guarded: inout Guarded) {
        guard let recorder = setup.recorder else { return }
        let changes = guarded.state.journal.takeChanges()
        guard !guarded.isRetired else { return }
        for record in changes { recorder(record) }
    }

    /// Returns true if this set-up of an address was the last confirmed to match.
    func hasAgreed(to setup: String) -> Bool { guarded.withLock { $0.agreed == setup } }

    /// Records that an address's set-up matches the sandbox.
    func agree(to setup: String) { guarded.withLock { $0.agreed = setup } }

    /// The time of the last use.
    var lastUsed: Instant { guarded.withLock { $0.lastUsed } }

    /// True if another sandbox has replaced this one.
    var isRetired: Bool { guarded.withLock { $0.isRetired } }

    // MARK: Waiting

    /// Lets an exchange wait until a time since the sandbox began.
    func wait(_ exchange: ExchangeID, until elapsed: Int64, at now: Instant) -> Answer {
        let (answer, watchers) = guarded.withLock { guarded -> (Answer, [ExchangeID]) in
            let clock = guarded.state.clock
            let rest = elapsed.saturatingDifference(clock.elapsed(at: now))
            // Nothing would wake it later.
            guard rest > 0, !guarded.isRetired else { return (.wait(until: now), []) }
            guarded.alarms.set(exchange, at: elapsed)
            let deadline = clock.mode == .real ? now.advanced(byNs: rest) : nil
            return (.wait(until: deadline), guarded.takeWatchers(after: exchange))
        }
        waker.wake(watchers)
        return answer
    }

    /// Nanoseconds since the sandbox began; nil on a manual clock, which may have been moved on
    /// before somebody was there to wait for it.
    func elapsed(at now: Instant) -> Int64? {
        guarded.withLock { guarded in
            let clock = guarded.state.clock
            return clock.mode == .real ? clock.elapsed(at: now) : nil
        }
    }

    /// Returns true if a time since the sandbox began arrives by `end` without a manual advance.
    func comes(_ elapsed: Int64, by end: Instant, at now: Instant) -> Bool {
        guarded.withLock { guarded in
            let clock = guarded.state.clock
            return clock.mode == .real
                && elapsed.saturatingDifference(clock.elapsed(at: now)) <= end.uptime - now.uptime
        }
    }

    /// Called by an exchange whose time has come.
    func resume(_ exchange: ExchangeID) {
        guarded.withLock { $0.alarms.remove(exchange) }
    }

    /// Called by an exchange that has ended or no longer waits.
    func stopWaiting(_ exchange: ExchangeID) {
        let watchers = guarded.withLock { guarded -> [ExchangeID] in
            guarded.alarms.remove(exchange)
            if !guarded.watchers.isEmpty { guarded.watchers.removeAll { $0 == exchange } }
            return guarded.takeWatchers(after: exchange) + guarded.subscribers.remove(exchange)
        }
        waker.wake(watchers)
    }

    /// The result of a look at the journal.
    enum Look {
        /// The condition is open; the exchange itself has to look again at `nextLook`, since
        /// nothing else processes what is due then.
        case open(nextLook: Instant?)
        /// True if the condition is met, and the numbers of the records that match.
        case decided(Bool, found: [Int])
    }

    /// Checks the condition of an exchange that waits for the journal; the exchange is woken when
    /// it may look again.
    ///
    /// - Parameter awaited: the initial state, unless it has looked before.
    func look(
        for awaited: Awaited, as exchange: ExchangeID, isTimeUp: Bool, at now: Instant
    ) -> Look {
        let (look, next) = guarded.withLock { guarded -> (Look, [ExchangeID]) in
            let elapsed = guarded.state.clock.elapsed(at: now)
            guarded.lastUsed = now
            guarded.state.settle(at: elapsed)
            publish(&guarded)
            var awaited = guarded.subscribers[exchange] ?? awaited
            awaited.read(guarded.state.journal)
            if let decision = awaited.decision(isTimeUp: isTimeUp || guarded.isRetired) {
                let next = guarded.subscribers.remove(exchange)
                return (.decided(decision, found: awaited.found), next)
            }
            guarded.subscribers.update(exchange, awaited)
            let isReal = guarded.state.clock.mode == .real
            guard isReal, let due = guarded.state.nextDue else { return (.open(nextLook: nil), []) }
            guarded.subscribers.setNextLook(due)
            let restNs = max(due.saturatingDifference(elapsed), Self.lookIntervalMinNs)
            return (.open(nextLook: now.advanced(byNs: restNs)), [])
        }
        waker.wake(next)
        return look
    }

    private static let lookIntervalMinNs: Int64 = 1_000_000

    /// Ends the sandbox: nothing is recorded any more, and waiting exchanges are to be woken, which
    /// find themselves cancelled.
    func retire() -> Leftovers {
        guarded.withLock { guarded in
            guarded.isRetired = true
            let state = guarded.state
            guarded.state = SandboxState(setup, of: name, clock: state.clock)
            let waiting =
                guarded.alarms.takeDue(at: .max) + guarded.takeWatchers()
                + guarded.subscribers.removeAll()
            return Leftovers(waiting: waiting, ledger: state.ledger, journal: state.journal)
        }
    }

    // MARK: The manual clock

    /// The result of one step of a manual clock.
    enum ClockStep: Equatable {
        /// Messages have to be processed first; see `isBlocked`.
        case blocked
        /// The clock has moved to an event; more may follow.
        case moved
        /// Nothing more is due up to the end.
        case arrived
        /// The next event is due after the clock's last moment.
        case atLimit
    }

    /// Returns true if messages have to be processed before the clock moves; the watcher is woken
    /// when they have been.
    func isBlocked(watcher: ExchangeID) -> Bool {
        guarded.withLock { guarded in
            guard !guarded.awaited.isEmpty, !guarded.isRetired else { return false }
            if !guarded.watchers.contains(watcher) { guarded.watchers.append(watcher) }
            return true
        }
    }

    /// Advances a manual clock to the next event, but not beyond `end`; nil is no end.
    func step(to end: Int64?, at now: Instant) -> ClockStep {
        let (step, due) = guarded.withLock { guarded -> (ClockStep, [ExchangeID]) in
            guard guarded.awaited.isEmpty else {
                return (.blocked, [])
            }
            let next = [guarded.alarms.next, guarded.state.nextDue].compactMap { $0 }.min()
            guard let next, next <= end ?? SandboxClock.elapsedMax else {
                if let end { guarded.state.clock.advance(to: end) }
                return (next == nil || end != nil ? .arrived : .atLimit, [])
            }
            guarded.state.clock.advance(to: next)
            guarded.state.settle(at: next)
            publish(&guarded)
            // Many deliveries may be due at once; they are not all made in one step.
            if let more = guarded.state.nextDue, more <= next { return (.moved, []) }
            let due = guarded.alarms.takeDue(at: next)
            guard !due.isEmpty else { return (.moved, []) }
            guarded.awaited = Set(due)
            return (.blocked, due)
        }
        waker.wake(due)
        return step
    }
}

extension Sandbox.Guarded {
    fileprivate mutating func takeWatchers() -> [ExchangeID] {
        defer { watchers = [] }
        return watchers
    }

    /// Removes and returns the watchers that may look again once the clock waits for no exchange
    /// but this one.
    fileprivate mutating func takeWatchers(after exchange: ExchangeID) -> [ExchangeID] {
        guard awaited.remove(exchange) != nil, awaited.isEmpty else { return [] }
        return takeWatchers()
    }
}
