import ArgumentParser
import Dispatch
import ElectrumMock
import ElectrumSwitch
import Glibc
import HTTPServing
import JSONTree
import Scenarios
import Vocabulary

/// A mock that was started from the command line.
struct RunningMock {
    let server: MockServer
    /// The certificate that clients must trust if it was made at start.
    let authority: PEMText?
    private let watcher: ScenarioWatcher
    private let stopGraceMs: Int64

    /// Starts a mock, writes its address, and watches its scenario files. Errors are written to
    /// standard error and set the exit code.
    ///
    /// - Parameters:
    ///   - port: where to listen on the loopback address when the options do not say.
    ///   - isRun: whether the tills are judged at the end: what ended sandboxes saw is kept for
    ///     that, and the control API has an address of its own where TLS is spoken, since every
    ///     connection to the other is a till's then.
    ///   - tellsSeed: false for one mock of several with the same seed.
    ///   - hangUps: the signals that reload the scenario files; nil where they mean something else.
    ///   - stop: begins to stop the process when a client asks for it; nil if clients may not.
    static func start(
        _ options: ServeOptions, _ sources: ScenarioSources, scenario: String?, port: UInt16,
        isRun: Bool = false, tellsSeed: Bool = true, hangUps: Signals? = nil,
        stop: (@Sendable () -> Void)? = nil
    ) async throws -> RunningMock {
        // Before anything is read, so that no edit is missed.
        let fingerprint = sources.fingerprint
        let library = try options.library.load(sources)
        library.reportSkipped()
        var configuration = MockServer.Configuration()
        let usual = ListenAddress(host: "127.0.0.1", port: port)
        configuration.listen = options.main.listen.isEmpty ? [usual] : options.main.listen
        configuration.adminListen = options.control.adminListen
        if isRun, options.tls.isOn, options.control.adminListen == nil {
            configuration.adminListen =
                configuration.listen[0].isUnix
                ? ListenAddress(host: "127.0.0.1", port: 0) : configuration.listen[0].withFreePort
        }
        configuration.lanes = options.limits.lanes
        configuration.limits = options.limits.limits
        let tls = try options.tls.setup(listeningOn: configuration.listen)
        configuration.tls = tls?.server
        configuration.journal = try options.openJournal()
        configuration.switching = try Switch.Configuration(
            options, library: library, scenario: scenario.map(library.find))
        configuration.switching.adminToken = try options.token()
        configuration.switching.keepsEndedSandboxes = isRun
        configuration.switching.stop = stop
        configuration.switching.authentication = try options.authentication()
        do {
            let server = try await MockServer.start(configuration)
            if let tls { try write(tls.authority.bytes, to: options.certificateOutput) }
            try write(readiness(of: server), to: options.readyOutput)
            if tellsSeed {
                let isByOrder = configuration.switching.scenario?.draw == .byOrder
                tellSeed(configuration.switching.seed, isByOrder: isByOrder)
            }
            return RunningMock(
                server: server, authority: options.tls.isSelfSigned ? tls?.authority : nil,
                watcher: ScenarioWatcher(library, fingerprint, server: server, hangUps: hangUps),
                stopGraceMs: options.limits.stopGraceMs)
        } catch {
            Output.error.tell("\(error)")
            throw ExitCode(4)
        }
    }

    /// Writes a file. A pipe is written once it has a reader, without waiting for it.
    private static func write(_ bytes: [UInt8], to file: OutputFile?) throws {
        guard let file else { return }
        guard case .stream(_, isPipe: true) = try file.destination() else {
            return try file.write(bytes)
        }
        DispatchQueue.global(qos: .utility).async {
            do {
                try file.write(bytes)
            } catch {
                Output.error.tell("\(error)")
            }
        }
    }

    /// Logs the seed, with which the same draws can be repeated.
    static func tellSeed(_ seed: UInt64, isByOrder: Bool = false) {
        let key = isByOrder ? "the order of each client's transactions" : "transaction id"
        Output.error.log(LogLine.notice("seed \(seed), draws by \(key)", as: LogFormat.chosen))
    }

    /// Returns the content of the ready file.
    private static func readiness(of server: MockServer) -> [UInt8] {
        let paths = server.socketPaths.compactMap { $0 }.map { JSON.string($0) }
        let sockets =
            paths.isEmpty
            ? "" : ",\"sockets\":" + String(decoding: JSON.array(paths).encoded, as: UTF8.self)
        let urls = server.urls.map { "\"\($0)\"" }.joined(separator: ",")
        let all = server.urls.count > 1 ? ",\"urls\":[\(urls)]" : ""
        let text = "{\"url\":\"\(server.url)\",\"admin\":\"\(server.adminURL)\",\"pid\":\(getpid())"
        return Array("\(text)\(all)\(sockets)}\n".utf8)
    }

    /// The lines that tell where tills find the mock, one for each address.
    var addressLines: [String] {
        zip(server.urls, server.socketPaths).map { url, path in
            "electrum-mock listening on \(url)" + (path.map { " at unix:\($0)" } ?? "")
        }
    }

    /// Finishes exchanges and stops the mock; see `MockServer.stop`.
    func stop(endingRun: Bool = false) async {
        watcher.stop()
        await server.stop(graceMs: stopGraceMs, endingRun: endingRun)
    }
}

extension Switch.Configuration {
    fileprivate init(_ options: ServeOptions, library: ScenarioLibrary, scenario: Scenario?) {
        self.init()
        self.library = library
        self.scenario = scenario
        seed = options.main.seed ?? scenario?.seed ?? .random(in: 1...999_999)
        hasManualClock = options.main.clock == .manual
        keepsClientsApart = options.sandboxing.sandboxBy == .client
        acceptsUnknownFields = options.messages.unknownFields == .ignore
        providerErrorName = options.messages.providerErrorName
        journalBytesMax = options.limits.journalBytesMax
        servesConsole = options.control.console == .on
        sandboxesMax = options.limits.sandboxesMax
        hasExplicitSandboxes = options.sandboxing.sandboxes == .explicit
        // A name in the certificate is one that clients are to use.
        allowedHosts = options.control.allowHost + options.tls.tlsSan
        openOrigins = options.control.corsOrigin
        logFormat = options.logging.logFormat
        if !options.logging.quiet { log = { Output.error.log($0) } }
        droppedLogLines = { Output.error.status.lostLines }
    }
}
