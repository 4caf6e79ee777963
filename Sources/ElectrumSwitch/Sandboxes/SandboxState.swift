import Journal
import Vocabulary
import VoucherLedger

/// Everything that belongs to one sandbox, as one value behind one lock, so that check-then-act is
/// a single step: the inbox takes the till's messages, the outbox delivers advices to providers,
/// and both work on the core.
struct SandboxState {
    var core: SandboxCore
    var inbox: Inbox
    var outbox = Outbox()
    var tokens: Tokens
    /// True if the sandbox was deleted, or another one has replaced it.
    private(set) var hasEnded = false

    init(_ setup: SandboxSetup, name: String, incarnation: Int, clock: SandboxClock) {
        core = SandboxCore(setup, name: name, incarnation: incarnation, clock: clock)
        inbox = Inbox(fingerprint: setup.credentials.fingerprint(ofCode:))
        tokens = Tokens(seed: setup.seed, sandbox: name)
    }

    // MARK: Messages of the till

    /// Opens the record of a message and lets the scenario decide about it.
    mutating func arrive(
        _ message: Message, _ operation: Operation, from source: MessageSource,
        at time: SandboxTime
    ) -> InFlightMessage {
        inbox.arrive(message, operation, from: source, in: &core, at: time)
    }

    /// Applies a message to the ledger, as far as its decision allows.
    mutating func carryOut(_ inFlight: InFlightMessage, at time: SandboxTime) -> LedgerOutcome {
        let outcome = inbox.carryOut(inFlight, in: &core, &outbox, at: time)
        if outcome.isOfLedger { settle(at: time) }
        return outcome
    }

    /// Completes the record of a message.
    mutating func finish(
        _ seq: Int, at time: SandboxTime, _ change: (inout RecordedMessage) -> Void
    ) {
        core.finish(seq, at: time, change)
        guard outbox.hasOwnAdvices, let record = core.journal.message(seq) else { return }
        outbox.sendOwnAdvice(after: record, in: &core, at: time)
        settle(at: time)
    }

    /// Processes a message at its time, though its client has left.
    mutating func processLater(_ inFlight: InFlightMessage, due: SandboxTime) {
        guard !hasEnded else { return }
        inbox.late.append(inFlight, due: due)
    }

    /// Removes everything about a client; returns false if nothing was known.
    mutating func forget(client: String, at time: SandboxTime) -> Bool {
        outbox.forget(client: client, at: time)
        tokens.forget(client: client)
        inbox.forget(client: client)
        return core.ledger.forget(client: client)
    }

    // MARK: Time

    /// The time of the next event that no exchange waits for; nil without any.
    var nextDue: SandboxTime? {
        guard let lateDue = inbox.late.nextDue else { return outbox.nextDue }
        return min(lateDue, outbox.nextDue ?? lateDue)
    }

    /// The most events at a time: after an outage many deliveries may be due at once, and others
    /// would have to wait for them.
    private static let settlesMax = 64

    /// Does what is due by a time, one event after the other, up to a limit per call.
    mutating func settle(at time: SandboxTime) {
        var rest = Self.settlesMax
        while rest > 0, let due = nextDue, due <= time {
            rest -= 1
            if let message = inbox.late.take(dueAt: due) {
                _ = carryOut(message.inFlight, at: due)
            } else {
                outbox.serve(dueAt: due, in: &core)
            }
        }
    }

    // MARK: The end

    /// Ends the sandbox. Its journal stays, in which open answers end; nothing else happens any
    /// more.
    ///
    /// - Returns: the ledger; possibly large, so it must not be released where others wait.
    mutating func end(_ setup: SandboxSetup) -> Ledger {
        let (ledger, journal) = (core.ledger, core.journal)
        let (name, incarnation, clock) = (core.name, core.incarnation, core.clock)
        self = SandboxState(setup, name: name, incarnation: incarnation, clock: clock)
        core.journal = journal.openCount > 0 ? journal : journal.emptied
        hasEnded = true
        return ledger
    }
}
