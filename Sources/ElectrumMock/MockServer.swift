public import Conformance
package import ElectrumSwitch
package import HTTPMessages
public import HTTPServing
package import Journal
package import Scenarios
import Vocabulary

/// A running mock: the switch, served over HTTP.
public struct MockServer: Sendable {
    /// The configuration of a mock.
    public struct Configuration: Sendable {
        /// The addresses to listen on, at least one.
        public var listen = [ListenAddress(host: "127.0.0.1", port: 8080)]
        /// The address of the control API; nil for the same as the tills'.
        package var adminListen: ListenAddress?
        /// The number of queues that share the work, 1…64.
        public var lanes = 2
        /// The TLS set-up; nil for plain HTTP.
        package var tls: TLSSetup?
        /// The limits on clients.
        package var limits = HTTPLimits()
        /// The journal file; an existing file is replayed.
        package var journal: JournalFile?
        /// The configuration of the switch.
        package var switching = Switch.Configuration()

        /// The defaults.
        public init() {}
    }

    private let scheme: String
    /// Where clients on this machine find each of the server's addresses.
    private let places: [ListenAddress]
    /// The place for tills that URLs name: of several the first that they can.
    private let place: ListenAddress
    /// How many of them are for tills; they come first.
    private let tillPlaceCount: Int
    private let server: HTTPServer
    let handler: Switch
    /// The exchanges with the control API from within this process.
    let exchanges: LocalExchanges
    /// The origin of requests to the control API, which they have to show.
    let adminOrigin: RequestOrigin
    let adminFields: HTTPFields
    /// Advances sandboxes that are not in use, so that their deliveries happen and are recorded.
    private let ticker: Task<Void, Never>
    private let journal: JournalFile?

    /// Binds the addresses and begins to serve.
    public static func start(_ configuration: Configuration) async throws(ServerError)
        -> MockServer
    {
        var switching = configuration.switching
        let addresses = configuration.listen + (configuration.adminListen.map { [$0] } ?? [])
        // The mock answers to the hosts of the URLs that it hands out.
        let hosts = addresses.map { (configuration.tls?.reachable($0) ?? $0.reachable).host }
        switching.listening += addresses.map(\.host) + hosts
        switching.adminListener =
            configuration.adminListen == nil ? nil : configuration.listen.count
        switching.reporter = Reports.response
        switching.views = .ofConformance
        switching.epoch = String(UInt32.random(in: .min ... .max), radix: 16)
        switching.reportFormats = Reports.formats
        if let journal = configuration.journal { switching.journal = journal.output }
        let counts = ServerCounts()
        switching.commit = ProductInfo.commit
        switching.serverLoad = { counts.load }
        let handler = Switch(switching)
        if let journal = configuration.journal { handler.replay(journal.records, at: .now()) }
        var limits = configuration.limits
        limits.longBody = Switch.longBody
        let server = try HTTPServer(
            listeningOn: addresses, lanes: configuration.lanes, limits: limits,
            tls: configuration.tls, counts: counts, handler: handler)
        let exchanges = LocalExchanges()
        let wake = { @Sendable (exchange: ExchangeID) in
            if !exchanges.wake(exchange) { server.wake(exchange) }
        }
        let scheme = configuration.tls == nil ? "http" : "https"
        let places = zip(hosts, server.addresses).map { host, address in
            address.isUnix ? address : ListenAddress(host: host, port: address.port)
        }
        let place = places.prefix(configuration.listen.count).first { !$0.isUnix } ?? places[0]
        handler.connect(
            url: Self.url(scheme, place),
            wake: wake, catchUp: { exchange in server.catchUp { wake(exchange) } })
        await server.start()
        let ticker = Task {
            while (try? await Task.sleep(for: .seconds(1))) != nil { handler.tick(at: .now()) }
        }
        return MockServer(
            scheme: scheme, places: places, place: place,
            tillPlaceCount: configuration.listen.count, server: server, handler: handler,
            exchanges: exchanges,
            adminOrigin: RequestOrigin(listener: switching.adminListener ?? 0),
            adminFields: switching.adminToken.map { ["Authorization": "Bearer \($0)"] } ?? [:],
            ticker: ticker, journal: configuration.journal)
    }

    /// The base URL for a till on this machine; it ends in `/suv/v1`.
    public var url: String { Self.url(scheme, place) }

    /// The same for each address that tills are listened to on.
    public var urls: [String] {
        places.prefix(tillPlaceCount).map { Self.url(scheme, $0) }
    }

    private static func url(_ scheme: String, _ place: ListenAddress) -> String {
        "\(scheme)://\(place.authority)/suv/v1"
    }

    /// The sockets in the file system that tills are listened to on; nil for the others.
    package var socketPaths: [String?] {
        places.prefix(tillPlaceCount).map { $0.isUnix ? $0.host : nil }
    }

    /// The port that was actually bound.
    public var port: UInt16 { server.addresses[0].port }

    /// The base URL of the control API; it ends in `/_mock`.
    public var adminURL: String {
        "\(scheme)://\(adminPlace.authority)/_mock"
    }

    private var adminPlace: ListenAddress {
        adminOrigin.listener < tillPlaceCount ? place : places[adminOrigin.listener]
    }

    /// The address of the console for a browser on this machine; it ends in `/`. Nil on a socket in
    /// the file system, which browsers do not open.
    public var consoleURL: String? {
        adminPlace.isUnix ? nil : "\(scheme)://\(adminPlace.authority)/"
    }

    /// True while somebody watches the events of the sandboxes, as an open console does.
    package var isWatched: Bool { handler.isWatched }

    /// Replaces the scenarios; see `Switch.replace`.
    package func replace(_ library: ScenarioLibrary) {
        handler.replace(library, at: .now())
    }

    /// The name of the sandbox that runs are played in.
    public static let runSandbox = "default"

    /// Resets the sandbox of runs, and removes all others: they belong to earlier runs of the
    /// journal file.
    package func beginRun() {
        handler.beginAnew(Self.runSandbox, at: .now())
    }

    /// The verdicts on the tills of a run; see `Report.all(of:)`. Sandboxes that were made anew,
    /// deleted or evicted since `beginRun` are among them if the configuration keeps them.
    package func runReports() throws(JournalError) -> [Report] {
        let (records, lost, names) = handler.records(at: .now())
        let journal = Journal(ofThisMock: records)
        return Report.all(of: journal, lost: lost, named: names)
    }

    /// Returns the rules that wait for messages which the till owes and may yet send, in any
    /// sandbox, each with the number of transactions that owe one.
    package func owed() throws(JournalError) -> [(rule: String, transactions: Int)] {
        var counts: [String: Int] = [:]
        // A test may have ended one in the meantime.
        for name in handler.sandboxNames {
            for (rule, count) in try existing(name)?.owed ?? [] {
                counts[rule, default: 0] += count
            }
        }
        return counts.map { ($0.key, $0.value) }.sorted { $0.rule < $1.rule }
    }

    /// Returns the verdict on the till of a sandbox.
    public func report(sandbox: String = runSandbox) throws(JournalError) -> Report {
        guard let report = try existing(sandbox) else {
            throw .noSuchSandbox(sandbox, known: handler.sandboxNames)
        }
        return report
    }

    private func existing(_ sandbox: String) throws(JournalError) -> Report? {
        guard let (records, now) = handler.records(of: sandbox, at: .now()) else { return nil }
        let journal = Journal(ofThisMock: records)
        return try Report(of: journal, sandbox: sandbox, now: Timestamp(now))
    }

    /// Waits until the journals hold everything that clients have been told: a client may get its
    /// answer a moment earlier.
    package func catchUp() async {
        await withCheckedContinuation { continuation in
            server.catchUp { continuation.resume() }
        }
    }

    /// Records in every journal that the run is over: owed messages are then late. A client may get
    /// its answer a moment before the journal has it; see `stop`.
    package func endRun() {
        handler.end(at: .now())
    }

    /// Records in the journal of one sandbox that the run in it is over, and returns the verdict
    /// with the records that it is made from, as a journal file has them.
    package func endRun(
        in sandbox: String
    ) throws(JournalError) -> (report: Report, records: [JournalRecord]) {
        handler.end(sandbox, at: .now())
        guard let (records, now) = handler.records(of: sandbox, at: .now()) else {
            throw .noSuchSandbox(sandbox, known: handler.sandboxNames)
        }
        let journal = Journal(ofThisMock: records)
        return (try Report(of: journal, sandbox: sandbox, now: Timestamp(now)), records)
    }

    /// True while a message of the till in a sandbox has no answer yet.
    package func isAnythingPending(in sandbox: String) -> Bool {
        let records = handler.records(of: sandbox, at: .now())?.records ?? []
        return records.contains { $0.message?.ended == .pending }
    }

    /// Says from now on that the mock is not ready for more tests; see `stop`.
    package func beginDraining() { handler.beginDraining() }

    /// Stops accepting and ends. Exchanges that can finish in time do; silences, incomplete
    /// requests and others are dropped at once. The journal's file is complete and closed
    /// afterwards, unless it accepts nothing.
    ///
    /// - Parameters:
    ///   - graceMs: the time that exchanges have to finish, in milliseconds.
    ///   - endingRun: true to record the end of the run, once no answer is pending any more.
    public func stop(graceMs: Int64 = 5_000, endingRun: Bool = false) async {
        beginDraining()
        exchanges.stop()
        await server.stop(graceMs: graceMs)
        if endingRun { endRun() }
        ticker.cancel()
        handler.disconnect()
        journal?.close()
    }
}
