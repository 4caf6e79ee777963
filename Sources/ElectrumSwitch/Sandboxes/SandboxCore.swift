import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// The clock, the scenario engine, the ledger and the journal of a sandbox, and what it was made
/// of.
struct SandboxCore {
    let name: String
    /// The number of the sandbox among those of its name, from 1.
    let incarnation: Int
    let seed: UInt64
    let providerErrorName: ProviderErrorName
    let creator: SandboxCreator
    var providers: ProviderDirectory {
        didSet { latestRoute = nil }
    }
    /// The route of the latest message that selected its provider itself.
    private var latestRoute: ProviderRoute?
    var clock: SandboxClock
    var engine: ScenarioEngine
    var ledger: Ledger
    var journal: SandboxJournal

    init(_ setup: SandboxSetup, name: String, incarnation: Int, clock: SandboxClock) {
        self.name = name
        self.incarnation = incarnation
        seed = setup.seed
        providerErrorName = setup.providerErrorName
        creator = setup.creator
        providers = setup.providers
        self.clock = clock
        engine = ScenarioEngine(setup.scenario, seed: setup.seed)
        ledger = Ledger(seed: setup.seed)
        journal = SandboxJournal(
            bytesMax: setup.journalBytesMax, isKept: setup.events.isJournalKept)
        ledger.isSingleMessaging = setup.scenario.messaging == .single
    }

    /// Starts another scenario, with all counters at zero.
    mutating func play(_ scenario: Scenario) {
        engine = ScenarioEngine(scenario, seed: seed)
        ledger.isSingleMessaging = scenario.messaging == .single
    }

    /// Returns the route that a message selects.
    mutating func route(of message: Message) -> ProviderRoute {
        if let latestRoute, latestRoute.isCertain(for: message) { return latestRoute }
        let route = ProviderRoute(of: message.body, in: providers)
        latestRoute = route
        return route
    }

    // MARK: Records

    /// Returns a record of something that happens now, to be appended to the journal.
    func record(of operation: Operation, at time: SandboxTime) -> RecordedMessage {
        RecordedMessage(
            seq: journal.nextSeq, at: clock.unix(at: time), sandbox: name, operation: operation)
    }

    /// The place of the next record.
    func nextPlace(at time: SandboxTime) -> RecordPlace {
        RecordPlace(seq: journal.nextSeq, at: clock.unix(at: time), sandbox: name)
    }

    /// Completes a record.
    mutating func finish(
        _ seq: Int, at time: SandboxTime, _ change: (inout RecordedMessage) -> Void
    ) {
        let finishedAt = clock.unix(at: time)
        journal.update(seq) { record in
            record.finishedAt = finishedAt
            change(&record)
        }
    }
}
