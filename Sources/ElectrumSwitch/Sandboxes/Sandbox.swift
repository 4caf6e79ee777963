import HTTPMessages
import JSONTree
import Scenarios
import Synchronization
import Vocabulary
import VoucherLedger

/// One sandbox, the unit of isolation: its state behind a lock, and the exchanges that wait for
/// its clock or its journal. A reset puts a new one in its place.
final class Sandbox: Sendable {
    /// What a sandbox is made of.
    struct Setup: Sendable {
        var scenario: Scenario
        var seed: UInt64
        var clock: SandboxClock.Mode
        var providers: ProviderDirectory
        var providerErrorName = ProviderErrorName.providerErrorMsg
        var authentication = Authentication()
        var credentials = CredentialsReader()
        var journalBytesMax: Int
        var maker = SandboxMaker.standard
        /// Takes every record as it is added or changed; nil where none is kept.
        var recorder: Recorder?
    }

    /// What is left of a sandbox that has ended.
    struct Remains: Sendable {
        let waiting: [ExchangeID]
        /// Large, sometimes: not to be let go where others wait.
        let ledger: Ledger
        let journal: Journal
    }

    /// Takes a record of the sandbox with this name.
    typealias Recorder = @Sendable (_ record: JournalRecord, _ sandbox: String) -> Void

    let name: String
    let setup: Setup
    private let guarded: Mutex<Guarded>
    private let waker: Waker

    fileprivate struct Guarded {
        var state: SandboxState
        /// Where a recording has been lived through to; nil in a life of its own.
        var replay: Replay?
        var alarms = Alarms()
        /// Exchanges that move the clock once nothing is awaited any more.
        var watchers: [ExchangeID] = []
        /// Exchanges that wait for the journal.
        var subscribers = Subscribers()
        /// Messages that a manual clock has woken: it moves on when each has ended, or waits again.
        var awaited: Set<ExchangeID> = []
        var isRetired = false
        /// What an address has said last of the sandbox, and rightly.
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

    /// A sandbox that lives through a recording, from the record that it began with.
    init(
        _ name: String, reliving beginning: JournalRecord, setup: Setup, library: ScenarioLibrary,
        waker: Waker, at now: Instant
    ) {
        self.name = name
        self.waker = waker
        self.setup = setup.asTold(by: beginning.note ?? JSONObject(), library: library)
        let clock = SandboxClock(self.setup.clock, beganAt: beginning.at, now: now)
        var state = SandboxState(self.setup, of: name, clock: clock)
        var replay = Replay(setup: self.setup, library: library)
        replay.take(beginning, in: &state)
        guarded = Mutex(Guarded(state: state, replay: replay, lastUsed: now))
    }

    /// Lives through the next version of a record.
    func relive(_ version: JournalRecord) {
        guarded.withLock { guarded in guarded.replay?.take(version, in: &guarded.state) }
    }

    /// The recording has come to its end, and new life begins.
    func endReplay(at now: Instant) {
        guarded.withLock { guarded in
            guarded.replay?.finish(&guarded.state, at: now)
            guarded.replay = nil
            guarded.state.queue.resume(at: guarded.state.clock.elapsed(at: now))
            publish(&guarded)
        }
    }

    /// Looks at the state and changes it, in one step, with everything done that was due by now.
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

    /// Looks at the state as it is; this is no use of the sandbox.
    func peek<Result>(_ body: (borrowing SandboxState) -> sending Result) -> sending Result {
        guarded.withLock { guarded in body(guarded.state) }
    }

    /// Lets what is due by now happen, though nobody uses the sandbox; true when there is more.
    func tick(at now: Instant) -> Bool {
        guarded.withLock { guarded in
            let elapsed = guarded.state.clock.elapsed(at: now)
            guarded.state.settle(at: elapsed)
            publish(&guarded)
            return guarded.state.nextDue.map { $0 <= elapsed } ?? false
        }
    }

    /// Passes on what has changed, while the lock keeps the order.
    private func publish(_ guarded: inout Guarded) {
        record(&guarded)
        guard !guarded.subscribers.isEmpty else { return }
        let isReal = guarded.state.clock.mode == .real
        waker.wake(
            guarded.subscribers.read(
                guarded.state.journal, nextDue: isReal ? guarded.state.nextDue : nil))
    }

    /// After the end of the sandbox another one writes under its name.
    private func record(_ guarded: inout Guarded) {
        guard let recorder = setup.recorder else { return }
        let changes = guarded.state.journal.takeChanges()
        guard !guarded.isRetired else { return }
        for record in changes { recorder(record, name) }
    }

    /// Whether this is what an address has said last of the sandbox, and rightly.
    func hasAgreed(to setup: String) -> Bool { guarded.withLock { $0.agreed == setup } }

    /// What an address says of the sandbox is right.
    func agree(to setup: String) { guarded.withLock { $0.agreed = setup } }

    /// When the sandbox was last used.
    var lastUsed: Instant { guarded.withLock { $0.lastUsed } }

    /// Whether another sandbox has taken the place of this one.
    var isRetired: Bool { guarded.withLock { $0.isRetired } }

    // MARK: Waiting

    /// Lets an exchange wait until a time since the sandbox began.
    func wait(_ exchange: ExchangeID, until elapsed: Int64, at now: Instant) -> Answer {
        let (answer, watchers) = guarded.withLock { guarded -> (Answer, [ExchangeID]) in
            let clock = guarded.state.clock
            let rest = elapsed.saturatingDifference(clock.elapsed(at: now))
            // Nobody would wake it any more.
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

    /// Whether a time since the sandbox began comes by `end` of itself.
    func comes(_ elapsed: Int64, by end: Instant, at now: Instant) -> Bool {
        guarded.withLock { guarded in
            let clock = guarded.state.clock
            return clock.mode == .real
                && elapsed.saturatingDifference(clock.elapsed(at: now)) <= end.uptime - now.uptime
        }
    }

    /// The time has come that an exchange waited for.
    func goOn(_ exchange: ExchangeID) {
        guarded.withLock { $0.alarms.remove(exchange) }
    }

    /// An exchange has ended, or waits for nothing any more.
    func stopWaiting(_ exchange: ExchangeID) {
        let watchers = guarded.withLock { guarded -> [ExchangeID] in
            guarded.alarms.remove(exchange)
            if !guarded.watchers.isEmpty { guarded.watchers.removeAll { $0 == exchange } }
            return guarded.takeWatchers(after: exchange) + guarded.subscribers.remove(exchange)
        }
        waker.wake(watchers)
    }

    /// What an exchange finds that waits for the journal.
    enum Look {
        /// Not there yet; nobody else lets happen what is due then.
        case open(nextLook: Instant?)
        /// Whether it has come, and the numbers of the records that match.
        case decided(Bool, found: [Int])
    }

    /// Looks for what an exchange waits for, which is woken when it may look again.
    ///
    /// - Parameter awaited: where it begins, unless it has looked before.
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
            if let verdict = awaited.verdict(isTimeUp: isTimeUp || guarded.isRetired) {
                let next = guarded.subscribers.remove(exchange)
                return (.decided(verdict, found: awaited.found), next)
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

    /// The sandbox has come to its end, and nothing of it is recorded any more. What waits here is
    /// to be woken, and finds itself cancelled.
    func retire() -> Remains {
        guarded.withLock { guarded in
            guarded.isRetired = true
            let state = guarded.state
            guarded.state = SandboxState(setup, of: name, clock: state.clock)
            let waiting =
                guarded.alarms.takeDue(at: .max) + guarded.takeWatchers()
                + guarded.subscribers.removeAll()
            return Remains(waiting: waiting, ledger: state.ledger, journal: state.journal)
        }
    }

    // MARK: The manual clock

    /// What one step of a manual clock came to.
    enum ClockStep: Equatable {
        /// Messages have to go on first; see `isBlocked`.
        case blocked
        /// The clock has moved to something that was due; there may be more.
        case moved
        /// Nothing is due any more up to the end.
        case arrived
        /// What is due next is due after the clock's last moment.
        case atLimit
    }

    /// Whether messages have to go on before the clock does; the watcher is told when they have.
    func isBlocked(watcher: ExchangeID) -> Bool {
        guarded.withLock { guarded in
            guard !guarded.awaited.isEmpty, !guarded.isRetired else { return false }
            if !guarded.watchers.contains(watcher) { guarded.watchers.append(watcher) }
            return true
        }
    }

    /// Moves a manual clock on to whatever is due next, but not beyond `end`; nil is no end.
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

    /// Those who look again when the clock waits for nobody any more after this exchange.
    fileprivate mutating func takeWatchers(after exchange: ExchangeID) -> [ExchangeID] {
        guard awaited.remove(exchange) != nil, awaited.isEmpty else { return [] }
        return takeWatchers()
    }
}
