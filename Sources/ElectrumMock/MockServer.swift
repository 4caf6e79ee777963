public import Conformance
public import ElectrumSwitch
public import HTTPMessages
public import HTTPServing
public import Scenarios
import Vocabulary

/// A running mock: the switch, served over HTTP.
public struct MockServer: Sendable {
    /// How a mock is started.
    public struct Configuration: Sendable {
        /// Where it listens; one address or more.
        public var listen = [ListenAddress(host: "127.0.0.1", port: 8080)]
        /// Where the control API listens; nil for the same address.
        public var adminListen: ListenAddress?
        /// How many queues share the work, 1…64.
        public var lanes = 2
        /// How it speaks TLS; nil for plain HTTP.
        public var tls: TLSSetup?
        /// The bounds on what clients may do.
        public var limits = HTTPLimits()
        /// Where the journal is kept on disk; a file that exists is lived through again.
        public var journal: JournalFile?
        /// What is answered.
        public var switching = Switch.Configuration()

        /// The defaults.
        public init() {}
    }

    private let scheme: String
    /// Where clients on this machine find each of the server's addresses.
    private let places: [ListenAddress]
    /// How many of them are for tills; they come first.
    private let tillPlaceCount: Int
    private let server: HTTPServer
    let handler: Switch
    /// What asks the control API in this process.
    let exchanges: LocalExchanges
    /// Where the control API takes its requests, and what they have to show.
    let adminOrigin: Origin
    let adminFields: HTTPFields
    /// Lets deliveries happen, and be written down, in sandboxes that nobody looks at.
    private let ticker: Task<Void, Never>
    private let journal: JournalFile?

    /// Binds and begins to serve.
    public static func start(_ configuration: Configuration) async throws(ServerError)
        -> MockServer
    {
        var switching = configuration.switching
        let addresses = configuration.listen + (configuration.adminListen.map { [$0] } ?? [])
        // What is handed out is to be answered to.
        let hosts = addresses.map { (configuration.tls?.reachable($0) ?? $0.reachable).host }
        switching.listening += addresses.map(\.host) + hosts
        switching.adminListener =
            configuration.adminListen == nil ? nil : configuration.listen.count
        switching.reporter = Reports.response
        if let journal = configuration.journal {
            switching.recorder = journal.append
            switching.fingerprint = journal.fingerprint
            switching.settleRecorder = journal.settle
            switching.recorderState = { journal.state }
        }
        let handler = Switch(switching)
        if let journal = configuration.journal { handler.replay(journal.records, at: .now()) }
        let server = try HTTPServer(
            listeningOn: addresses, lanes: configuration.lanes, limits: configuration.limits,
            tls: configuration.tls,
            handler: handler)
        let exchanges = LocalExchanges()
        let wake = { @Sendable (exchange: ExchangeID) in
            if !exchanges.wake(exchange) { server.wake(exchange) }
        }
        handler.connect(
            wake: wake, catchUp: { exchange in server.catchUp { wake(exchange) } })
        await server.start()
        let ticker = Task {
            while (try? await Task.sleep(for: .seconds(1))) != nil { handler.tick(at: .now()) }
        }
        return MockServer(
            scheme: configuration.tls == nil ? "http" : "https",
            places: zip(hosts, server.addresses).map { ListenAddress(host: $0, port: $1.port) },
            tillPlaceCount: configuration.listen.count, server: server, handler: handler,
            exchanges: exchanges,
            adminOrigin: Origin(listener: switching.adminListener ?? 0),
            adminFields: switching.adminToken.map { ["Authorization": "Bearer \($0)"] } ?? [:],
            ticker: ticker, journal: configuration.journal)
    }

    /// The base URL for a till on this machine; it ends in `/suv/v1`.
    public var url: String { urls[0] }

    /// The same for each address that tills are listened to on.
    public var urls: [String] {
        places.prefix(tillPlaceCount).map { "\(scheme)://\($0)/suv/v1" }
    }

    /// The port that was really bound.
    public var port: UInt16 { server.addresses[0].port }

    /// The base URL of the control API; it ends in `/_mock`.
    public var adminURL: String {
        "\(scheme)://\(places[adminOrigin.listener])/_mock"
    }

    /// Puts other scenarios in place; see `Switch.replace`.
    public func replace(_ library: ScenarioLibrary) {
        handler.replace(library, at: .now())
    }

    /// The sandbox in which runs are played.
    public static let runSandbox = "default"

    /// Begins the sandbox of runs anew, and ends all others: what a journal file told of them
    /// belongs to earlier runs.
    public func beginRun() {
        handler.beginAnew(Self.runSandbox, at: .now())
    }

    /// The verdicts on the tills of a run; see `Report.all(of:)`. Sandboxes that were made anew,
    /// deleted or evicted since `beginRun` are among them if the configuration keeps them.
    public func runReports() throws(JournalError) -> [Report] {
        let (records, lost, names) = handler.records(at: .now())
        let journal = try Journal(records: [JournalFile.header] + records)
        return Report.all(of: journal, lost: lost, named: names)
    }

    /// Whether the till owes something that may yet come, in any sandbox.
    public func isAnythingOwed() throws(JournalError) -> Bool {
        // A test may have ended one in the meantime.
        for name in handler.sandboxNames where try existing(name)?.isAnythingOwed ?? false {
            return true
        }
        return false
    }

    /// The verdict on the till of a sandbox.
    public func report(sandbox: String = runSandbox) throws(JournalError) -> Report {
        guard let report = try existing(sandbox) else {
            throw .noSuchSandbox(sandbox, known: handler.sandboxNames)
        }
        return report
    }

    private func existing(_ sandbox: String) throws(JournalError) -> Report? {
        guard let (records, now) = handler.records(of: sandbox, at: .now()) else { return nil }
        let journal = try Journal(records: [JournalFile.header] + records)
        return try Report(of: journal, sandbox: sandbox, now: Timestamp(now))
    }

    /// Returns when the journals have what clients were told until now: a client may have an answer
    /// a moment before.
    public func catchUp() async {
        await withCheckedContinuation { continuation in
            server.catchUp { continuation.resume() }
        }
    }

    /// Writes into every journal that the run is over: what is owed now stays owed. A client may
    /// have an answer a moment before the journal has it; see `stop`.
    public func endRun() {
        handler.end(at: .now())
    }

    /// Stops accepting and ends. What can be finished within `graceMs` milliseconds is; silences,
    /// half requests and whatever else cannot is dropped at once. The journal's file is complete
    /// and closed then, unless it takes nothing.
    ///
    /// - Parameter endingRun: whether the run is over with it, once no answer is pending any more.
    public func stop(graceMs: Int64 = 5_000, endingRun: Bool = false) async {
        exchanges.stop()
        await server.stop(graceMs: graceMs)
        if endingRun { endRun() }
        ticker.cancel()
        handler.disconnect()
        journal?.close()
    }
}
