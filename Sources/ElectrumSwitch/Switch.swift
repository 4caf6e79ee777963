package import HTTPMessages
package import Journal
package import Scenarios
import Synchronization
import Vocabulary

/// The Electrum switch behind its HTTP interface, and the control API beside it.
package final class Switch: RequestHandler {
    let configuration: Configuration
    let sandboxes: Sandboxes
    let waker = Waker()
    let workers = Workers()
    let metrics: Metrics
    let hub: EventHub
    private let currentLibrary: Mutex<ScenarioLibrary>
    /// The base URL for tills.
    let url = Mutex("")
    let gate: AdminGate
    let browserGate: BrowserGate
    private let exchangeServices: VoucherExchange.Services
    let crossOrigin: CrossOrigin?
    private let openAPI: OpenAPIPages
    /// True once the mock is about to stop: those who send it tests are to send them elsewhere.
    private let draining = Atomic(false)

    /// A switch that has seen no message yet.
    package init(_ configuration: Configuration) {
        self.configuration = configuration
        metrics = Metrics(
            journal: configuration.journal, droppedLogLines: configuration.droppedLogLines,
            serverLoad: configuration.serverLoad, commit: configuration.commit)
        currentLibrary = Mutex(configuration.library)
        let validator = Validator(
            unknownFields: configuration.acceptsUnknownFields ? .ignore : .refuse)
        exchangeServices = VoucherExchange.Services(validator, waker, workers)
        gate = AdminGate(token: configuration.adminToken)
        browserGate = BrowserGate(
            hosts: HostRule(
                listening: configuration.listening, allowed: configuration.allowedHosts))
        crossOrigin = CrossOrigin(configuration.openOrigins)
        openAPI = OpenAPIPages(
            OpenAPIDocument(
                acceptsUnknownFields: configuration.acceptsUnknownFields,
                providerErrorName: configuration.providerErrorName,
                authentication: configuration.authentication))
        let scenario = configuration.scenario ?? Scenario(name: "none")
        sandboxes = Sandboxes(
            setup: SandboxSetup(
                scenario: scenario, seed: configuration.seed,
                clock: configuration.hasManualClock ? .manual : .real,
                providers: configuration.library.providers,
                providerErrorName: configuration.providerErrorName,
                authentication: configuration.authentication,
                credentials: CredentialsReader(
                    fingerprint: configuration.journal?.fingerprint ?? Fingerprint.inMemory),
                journalBytesMax: configuration.journalBytesMax,
                events: Self.events(configuration, metrics)),
            max: configuration.sandboxesMax,
            endedBytesMax: configuration.keepsEndedSandboxes ? configuration.journalBytesMax : 0,
            waker: waker, workers: workers,
            log: { reason, now in
                configuration.log?(LogLine(reason, at: now, as: configuration.logFormat).text)
            },
            whenMade: { sandbox, now in
                sandbox.noteSetup(at: now)
            })
        hub = EventHub(
            of: sandboxes, epoch: configuration.epoch,
            Verdicts(configuration.views, workers: workers))
    }

    /// The events of the sandboxes with their subscribers.
    private static func events(_ configuration: Configuration, _ metrics: Metrics)
        -> SandboxEvents
    {
        var subscribers: [any SandboxSubscriber] = [metrics]
        if let journal = configuration.journal {
            subscribers.append(JournalSubscriber(output: journal))
        }
        if let log = configuration.log {
            subscribers.append(ExchangeLog(format: configuration.logFormat, log: log))
        }
        return SandboxEvents(subscribers, isJournalKept: configuration.journal != nil)
    }

    /// Connects the switch to the server: `wake` resumes an exchange at once, `catchUp` when the
    /// server has handled everything that has reached it by now. The URL is the base URL for tills.
    package func connect(
        url: String = "http://localhost/suv/v1",
        wake: @escaping @Sendable (ExchangeID) -> Void,
        catchUp: @escaping @Sendable (ExchangeID) -> Void
    ) {
        self.url.withLock { $0 = url }
        waker.connect(wake: wake, catchUp: catchUp)
    }

    /// Says from now on that the mock is not ready for more; messages are answered as before.
    package func beginDraining() { draining.store(true, ordering: .relaxed) }

    var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// Disconnects the switch from its server.
    package func disconnect() {
        waker.disconnect()
    }

    /// Returns the records of a sandbox in the form of a journal file, and its present time (RFC
    /// 3339); nil if there is no such sandbox.
    package func records(of sandbox: String, at now: Instant) -> (
        records: [JournalRecord], now: String
    )? {
        sandboxes.existing(sandbox).map { sandbox in
            let snapshot = sandbox.snapshot(at: now)
            return (snapshot.records, snapshot.now)
        }
    }

    /// The scenarios and the providers behind the switch, as they are now.
    package var library: ScenarioLibrary { currentLibrary.withLock { $0 } }

    /// Makes a sandbox, or resets the one of that name. Arguments that are nil keep the defaults.
    /// Returns false if the name is not valid.
    @discardableResult
    package func reset(
        _ sandbox: String, scenario: Scenario?, seed: UInt64?, hasManualClock: Bool?,
        at now: Instant
    ) -> Bool {
        guard Sandboxes.isName(sandbox) else { return false }
        var setup = sandboxes.setup
        if let scenario {
            setup.scenario = scenario
            setup.creator = .test
        }
        setup.seed = seed ?? scenario?.seed ?? setup.seed
        if let hasManualClock { setup.clock = hasManualClock ? .manual : .real }
        _ = sandboxes.reset(sandbox, setup: setup, at: now)
        return true
    }

    /// Does what is due by now in sandboxes that are not in use.
    package func tick(at now: Instant) {
        for sandbox in sandboxes.all {
            while sandbox.tick(at: now) {}
        }
    }

    /// Replays the records of a journal file; see `Configuration.journal`.
    package func replay(_ records: some Sequence<JournalRecord>, at now: Instant) {
        sandboxes.replay(records, library: library, at: now)
    }

    /// Replaces the scenarios. A sandbox whose scenario changed plays the new one from its
    /// beginning.
    package func replace(_ newLibrary: ScenarioLibrary, at now: Instant) {
        currentLibrary.withLock { $0 = newLibrary }
        sandboxes.changeSetup { setup in
            setup.providers = newLibrary.providers
            setup.scenario = newLibrary.current(setup.scenario)
        }
        for sandbox in sandboxes.all { sandbox.adopt(newLibrary, at: now) }
    }

    /// Returns the responder to a request.
    package func responder(
        for request: HTTPRequest, from origin: RequestOrigin, as exchange: ExchangeID,
        at now: Instant
    ) -> any Responder {
        guard let crossOrigin, let route = RouteTable.route(for: request.path), route.isForTills
        else {
            return answerer(of: request, from: origin, as: exchange, at: now)
        }
        let methods = route.isStray ? [] : route.allowedMethods
        if let answer = crossOrigin.preflight(request, methods: methods) {
            return FixedResponder(answer)
        }
        return CrossOriginResponder(
            answerer(of: request, from: origin, as: exchange, at: now),
            adding: crossOrigin.fields(for: request))
    }

    private func answerer(
        of request: HTTPRequest, from origin: RequestOrigin, as exchange: ExchangeID,
        at now: Instant
    ) -> any Responder {
        guard let route = RouteTable.route(for: request.path), serves(route, origin) else {
            if request.path == "*" { return FixedResponder(.options(Self.methods)) }
            if servesControl(origin), let page = page(for: request) { return FixedResponder(page) }
            if ControlRoute.isAbove(request.path), servesControl(origin) {
                return answering(request, ControlError.noPath(request.path).response)
            }
            return answering(request, .unknownPath(request))
        }
        if !route.answers(request.method) {
            let allowed = route.allowedMethods
            if request.method == "OPTIONS" { return FixedResponder(.options(allowed)) }
            return stray(
                request, from: origin, .wrongMethod(request, route, allowed: allowed), route,
                at: now)
        }
        switch route {
        case .operation where origin.isOnReserve:
            count(.noDescriptors, at: now)
            return FixedResponder(Refusal.noDescriptors.response)
        case .operation(let operation, let place, let address):
            return take(
                request, from: origin, operation, at: place, in: address, as: exchange, now: now)
        case .testServerReset(let address):
            return answering(request, reset(request, in: address, at: now))
        case .openAPI(let format):
            return answering(request, openAPI.response(in: format))
        case .stray:
            return stray(request, from: origin, .unknownPath(request), route, at: now)
        case .control(let route):
            return control(request, from: origin, at: route, as: exchange, now: now)
        }
    }

    /// Writes to the journal's file what clients are about to be told.
    package func settle() {
        configuration.journal?.settle()
    }

    // MARK: Routing

    private static let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]

    /// Returns true if a route is available at the origin's address: a control API with an address
    /// of its own answers only there.
    private func serves(_ route: Route, _ origin: RequestOrigin) -> Bool {
        if case .control = route { return servesControl(origin) }
        return configuration.adminListener == nil || !isForControlAlone(origin)
    }

    private func servesControl(_ origin: RequestOrigin) -> Bool {
        configuration.adminListener == nil || isForControlAlone(origin)
    }

    /// Returns true if the address is not open to tills.
    func isForControlAlone(_ origin: RequestOrigin) -> Bool {
        origin.listener == configuration.adminListener
    }

    private func take(
        _ request: HTTPRequest, from origin: RequestOrigin, _ route: OperationRoute,
        at place: PathParameter?, in address: SandboxAddress?, as id: ExchangeID, now: Instant
    ) -> any Responder {
        let sandbox: Sandbox
        do {
            // A body that is no JSON is refused, whatever is in it.
            sandbox = try self.sandbox(
                for: request, at: address,
                isRefused: request.method == "POST" && !request.isJSON
                    && route.operation(for: "POST") != .token, now: now)
        } catch {
            let response = error.naming(MessageIDs(of: request, at: place)).response
            note(request, from: origin, response, because: error, in: address, at: now)
            return answering(request, response)
        }
        guard let operation = route.operation(for: request.method),
            let endpoint = Endpoint.of(operation)
        else {
            return answering(request, .unknownPath(request))
        }
        let tokenCall =
            operation == .token ? TokenCall(request, in: sandbox, at: now) : nil
        return VoucherExchange(
            request, from: origin, as: id, endpoint, tokenCall, at: place, sandbox: sandbox,
            services: exchangeServices)
    }

    /// The sandbox of a request: the path tells, else the header `X-Sandbox`, else the client if
    /// clients are kept apart.
    ///
    /// - Parameter isRefused: true for a request that is refused and so makes no sandbox.
    func sandbox(
        for request: HTTPRequest, at address: SandboxAddress?,
        isRefused: @autoclosure () -> Bool, now: Instant
    ) throws(ErrorDetail) -> Sandbox {
        guard let address = self.address(of: request, in: address, now: now) else {
            return sandboxes.sandbox(Sandboxes.defaultName, at: now)
        }
        let choice = SandboxChoice(
            sandboxes: sandboxes, isExplicit: configuration.hasExplicitSandboxes)
        return try choice.sandbox(
            at: address, library: library, use: firstUse(of: request, isRefused: isRefused()),
            now: now)
    }

    /// Where a request says that it belongs; nil where it says nothing.
    func address(
        of request: HTTPRequest, in path: SandboxAddress?, now: Instant
    ) -> SandboxAddress? {
        if let path { return path }
        if let field = request.fields["X-Sandbox"] { return SandboxAddress(field) }
        guard configuration.keepsClientsApart else { return nil }
        return SandboxAddress(client: sandboxes.user(of: request, at: now))
    }

    /// Returns true if a till has sent a request, however wrongly: a program that takes itself for
    /// one, or a page that may be one.
    func isOfTill(_ request: HTTPRequest) -> Bool {
        request.isFromTill || (crossOrigin?.allows(request) == true && request.isMessage)
    }

    private func firstUse(of request: HTTPRequest, isRefused: Bool) -> SandboxChoice.FirstUse {
        guard !isRefused else { return isOfTill(request) ? .isRefused : .passes }
        // A page that may be a till is one: its browser has asked before.
        let isOpened = crossOrigin?.allows(request) == true
        return request.makesSandbox(isOpened: isOpened) ? .makesSandbox : .passes
    }

    /// Refuses a request that is not an operation. The mistakes of tills are recorded in the
    /// journal.
    private func stray(
        _ request: HTTPRequest, from origin: RequestOrigin, _ response: HTTPResponse,
        _ route: Route,
        at now: Instant
    ) -> FixedResponder {
        let address: SandboxAddress?
        switch route {
        case .operation(_, _, let sandbox), .stray(let sandbox): address = sandbox
        case .testServerReset, .openAPI, .control: return answering(request, response)
        }
        do {
            let sandbox = try sandbox(for: request, at: address, isRefused: true, now: now)
            return recording(request, from: origin, response, in: sandbox, at: now)
        } catch {
            note(request, from: origin, response, because: error, in: address, at: now)
            return answering(request, response)
        }
    }

    private func recording(
        _ request: HTTPRequest, from origin: RequestOrigin, _ response: HTTPResponse,
        in sandbox: Sandbox, at now: Instant
    ) -> FixedResponder {
        let seq = sandbox.withState(at: now) { state, time in
            state.inbox.refuse(
                .unknown, request.body, on: nil, client: Credentials.user(of: request),
                from: MessageSource(request, from: origin),
                hiding: Masking.secrets(in: request), in: &state.core, at: time)
        }
        sandbox.setup.events.heads.take(request, of: seq, in: sandbox, at: now)
        let (log, format) = (configuration.log, configuration.logFormat)
        return FixedResponder(response) { response, ending, cutAfter, now in
            sandbox.withState(at: now) { state, time in
                state.finish(seq, at: time) { record in
                    record.ended = Ended(ofAnswer: ending)
                    record.cutAfter = cutAfter
                    guard ending == .delivered else { return }
                    record.status = response.status
                    record.response = .received(request.method == "HEAD" ? [] : response.body)
                }
            }
            log?(LogLine(request, response, at: now, as: format).text)
        }
    }

    func answering(_ request: HTTPRequest, _ response: HTTPResponse) -> FixedResponder {
        let (log, format) = (configuration.log, configuration.logFormat)
        return FixedResponder(response) { response, _, _, now in
            log?(LogLine(request, response, at: now, as: format).text)
        }
    }
}

extension Refusal {
    /// The refusal on reserved descriptors: they are not for messages, whose answers may take long.
    fileprivate static let noDescriptors = Refusal(
        503,
        "nothing was processed: the mock may open no more connections and keeps the last for its "
            + "control API; let it have more (ulimit -n)")
}
