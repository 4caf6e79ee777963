import HTTPMessages
import Journal
import Scenarios
import Synchronization
import Vocabulary
import VoucherLedger

/// One sandbox, the unit of isolation: its state behind a lock, and the exchanges that wait for its
/// clock or its journal. A reset replaces it by a new one.
final class Sandbox: Sendable {
    /// The remains of a sandbox that has ended.
    struct Leftovers: Sendable {
        let waiting: [ExchangeID]
        /// The ledger; possibly large, so it must not be released where others wait.
        let ledger: Ledger
        let journal: SandboxJournal
    }

    let name: String
    /// The number of the sandbox among those of its name, from 1.
    let incarnation: Int
    let setup: SandboxSetup
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
        var awaits = JournalAwaits()
        /// The messages that a manual clock has woken: it moves on when each has ended or waits
        /// again.
        var awaited: Set<ExchangeID> = []
        /// The set-up last confirmed to match, as an address states it.
        var agreed = ""
        var lastUsed: Instant
    }

    /// - Parameter incarnation: which of the sandboxes of that name it is, from 1.
    init(name: String, incarnation: Int, setup: SandboxSetup, waker: Waker, at now: Instant) {
        self.name = name
        self.incarnation = incarnation
        self.setup = setup
        self.waker = waker
        let state = SandboxState(
            setup, name: name, incarnation: incarnation,
            clock: SandboxClock(setup.clock, at: now))
        guarded = Mutex(Guarded(state: state, lastUsed: now))
    }

    /// Makes a sandbox that replays a recording, starting with the first record.
    init(
        _ name: String, incarnation: Int, replaying beginning: SandboxRecord, setup: SandboxSetup,
        library: ScenarioLibrary, waker: Waker, at now: Instant
    ) {
        self.name = name
        self.incarnation = incarnation
        self.waker = waker
        self.setup = setup.withRecordedValues(by: beginning, library: library)
        let clock = SandboxClock(self.setup.clock, beganAt: beginning.at, now: now)
        var state = SandboxState(self.setup, name: name, incarnation: incarnation, clock: clock)
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
            publish(&guarded)
        }
    }

    /// Reads and changes the state in one step, after everything that is due by now has been done.
    func withState<Result>(
        at now: Instant, _ body: (inout SandboxState, _ time: SandboxTime) -> sending Result
    ) -> sending Result {
        guarded.withLock { guarded in
            guarded.lastUsed = now
            let time = guarded.state.core.clock.time(at: now)
            guarded.state.settle(at: time)
            defer { publish(&guarded) }
            return body(&guarded.state, time)
        }
    }

    /// Reads the state as it is; this does not count as use of the sandbox.
    func peek<Result>(_ body: (borrowing SandboxState) -> sending Result) -> sending Result {
        guarded.withLock { guarded in body(guarded.state) }
    }

    /// Does what is due by now without a request; returns true if there is more.
    func tick(at now: Instant) -> Bool {
        guarded.withLock { guarded in
            let time = guarded.state.core.clock.time(at: now)
            guarded.state.settle(at: time)
            publish(&guarded)
            return guarded.state.nextDue.map { $0 <= time } ?? false
        }
    }

    /// Publishes what has happened, in one place and while the lock keeps the order.
    private func publish(_ guarded: inout Guarded) {
        let isAwaited = !guarded.awaits.isEmpty
        for index in guarded.state.core.journal.events.indices {
            let event = guarded.state.core.journal.events[index]
            let isWanted = setup.events.areWanted(event)
            guard isWanted || (isAwaited && event.isOpening),
                let record = guarded.state.core.journal[event.seq]
            else { continue }
            if isWanted { setup.events.publish(event, record, from: guarded.source) }
            if isAwaited, event.isOpening { guarded.awaits.take(record) }
        }
        guarded.state.core.journal.forgetEvents()
        guard isAwaited else { return }
        let isReal = guarded.state.core.clock.mode == .real
        waker.wake(guarded.awaits.takeReady(nextDue: isReal ? guarded.state.nextDue : nil))
    }

    /// The time of the next thing that is due, on the sandbox's clock; nil if nothing waits.
    var nextEvent: SandboxTime? {
        guarded.withLock { guarded in
            [guarded.alarms.next, guarded.state.nextDue].compactMap { $0 }.min()
        }
    }

    /// Returns true if this set-up of an address was the last confirmed to match.
    func hasAgreed(to setup: String) -> Bool { guarded.withLock { $0.agreed == setup } }

    /// Records that an address's set-up matches the sandbox.
    func agree(to setup: String) { guarded.withLock { $0.agreed = setup } }

    /// The time of the last use.
    var lastUsed: Instant { guarded.withLock { $0.lastUsed } }

    /// True if another sandbox has replaced this one.
    var isRetired: Bool { guarded.withLock { $0.state.hasEnded } }

    // MARK: Waiting

    /// Lets an exchange wait until a time of the sandbox.
    func wait(_ exchange: ExchangeID, until time: SandboxTime, at now: Instant) -> Answer {
        let (answer, watchers) = guarded.withLock { guarded -> (Answer, [ExchangeID]) in
            let clock = guarded.state.core.clock
            let rest = clock.time(at: now).duration(to: time)
            // Nothing would wake it later.
            guard rest > .zero, !guarded.state.hasEnded else { return (.wait(until: now), []) }
            guarded.alarms.set(exchange, at: time)
            let deadline = clock.mode == .real ? now.advanced(by: rest) : nil
            return (.wait(until: deadline), guarded.takeWatchers(after: exchange))
        }
        waker.wake(watchers)
        return answer
    }

    /// The sandbox's time; nil on a manual clock, which may have been moved on before somebody was
    /// there to wait for it.
    func time(at now: Instant) -> SandboxTime? {
        guarded.withLock { guarded in
            let clock = guarded.state.core.clock
            return clock.mode == .real ? clock.time(at: now) : nil
        }
    }

    /// Returns true if a time of the sandbox arrives by `end` without a manual advance.
    func comes(_ time: SandboxTime, by end: Instant, at now: Instant) -> Bool {
        guarded.withLock { guarded in
            let clock = guarded.state.core.clock
            return clock.mode == .real
                && clock.time(at: now).duration(to: time) <= now.duration(to: end)
        }
    }

    /// Called by an exchange whose time has come.
    func resume(_ exchange: ExchangeID) {
        guarded.withLock { $0.alarms.remove(exchange) }
    }

    /// Called by an exchange that has ended or no longer waits.
    func stopWaiting(_ exchange: ExchangeID) {
        let watchers = guarded.withLock { guarded -> [ExchangeID] in
            guard guarded.isWaitedFor else { return [] }
            guarded.alarms.remove(exchange)
            if !guarded.watchers.isEmpty { guarded.watchers.removeAll { $0 == exchange } }
            return guarded.takeWatchers(after: exchange) + guarded.awaits.remove(exchange)
        }
        waker.wake(watchers)
    }

    /// The result of a look at the journal.
    enum Look {
        /// The condition is open; the exchange itself has to look again at `nextLook`, since
        /// nothing else processes what is due then.
        case open(nextLook: Instant?)
        /// True if the condition is met, and the state in which it was decided.
        case decided(Bool, Awaited)
    }

    /// Checks the condition of an exchange that waits for the journal; the exchange is woken when
    /// it may look again.
    ///
    /// - Parameter awaited: the initial state, unless it has looked before.
    func look(
        for awaited: Awaited, as exchange: ExchangeID, isTimeUp: Bool, at now: Instant
    ) -> Look {
        let (look, next) = guarded.withLock { guarded -> (Look, [ExchangeID]) in
            let time = guarded.state.core.clock.time(at: now)
            guarded.lastUsed = now
            guarded.state.settle(at: time)
            publish(&guarded)
            var awaited = guarded.awaits[exchange] ?? awaited
            awaited.read(guarded.state.core.journal)
            if let decision = awaited.decision(isTimeUp: isTimeUp || guarded.state.hasEnded) {
                let next = guarded.awaits.remove(exchange)
                return (.decided(decision, awaited), next)
            }
            guarded.awaits.update(exchange, awaited)
            let isReal = guarded.state.core.clock.mode == .real
            guard isReal, let due = guarded.state.nextDue else { return (.open(nextLook: nil), []) }
            guarded.awaits.setNextLook(due)
            let rest = max(time.duration(to: due), Self.lookIntervalMin)
            return (.open(nextLook: now.advanced(by: rest)), [])
        }
        waker.wake(next)
        return look
    }

    private static let lookIntervalMin = Duration.milliseconds(1)

    /// Ends the sandbox. Answers that are under way continue, and so do their records; the caller
    /// wakes the waiting exchanges, which find themselves cancelled.
    func retire() -> Leftovers {
        guarded.withLock { guarded in
            let journal = guarded.state.core.journal
            let ledger = guarded.state.end(setup)
            let waiting =
                guarded.alarms.takeDue(at: .never) + guarded.takeWatchers()
                + guarded.awaits.removeAll()
            return Leftovers(waiting: waiting, ledger: ledger, journal: journal)
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
            guard !guarded.awaited.isEmpty, !guarded.state.hasEnded else { return false }
            if !guarded.watchers.contains(watcher) { guarded.watchers.append(watcher) }
            return true
        }
    }

    /// Advances a manual clock to the next event, but not beyond `end`; nil is no end.
    func step(to end: SandboxTime?, at now: Instant) -> ClockStep {
        let (step, due) = guarded.withLock { guarded -> (ClockStep, [ExchangeID]) in
            guard guarded.awaited.isEmpty else {
                return (.blocked, [])
            }
            let next = [guarded.alarms.next, guarded.state.nextDue].compactMap { $0 }.min()
            guard let next, next <= end ?? SandboxClock.limit else {
                if let end { guarded.state.core.clock.advance(to: end) }
                return (next == nil || end != nil ? .arrived : .atLimit, [])
            }
            guarded.state.core.clock.advance(to: next)
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
    /// Where its events come from.
    fileprivate var source: SandboxEvents.Source {
        SandboxEvents.Source(
            sandbox: state.core.name, incarnation: state.core.incarnation,
            hasEnded: state.hasEnded)
    }

    /// False while no exchange waits for anything, as mostly.
    fileprivate var isWaitedFor: Bool {
        !(alarms.isEmpty && awaited.isEmpty && watchers.isEmpty && awaits.isEmpty)
    }

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
