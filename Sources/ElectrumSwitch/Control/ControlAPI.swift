package import HTTPMessages
import JSONTree
package import Journal
import Scenarios
import Vocabulary

/// Makes a report from the records of a sandbox, at its present time (RFC 3339), in one of the
/// formats of the configuration; nil for any other format.
package typealias Reporter =
    @Sendable (_ sandbox: String, _ records: [JournalRecord], _ now: String, _ format: String)
    -> HTTPResponse?

/// The control API, by which tests inspect and control the mock.
struct ControlAPI {
    let sandboxes: Sandboxes
    let library: ScenarioLibrary
    let metrics: Metrics
    /// The journal outside memory; nil without one.
    let journal: JournalOutput?
    /// Makes reports, in these formats.
    let reporter: Reporter?
    let reportFormats: [String]
    /// Stops the mock; nil if nobody may.
    let stopMock: (@Sendable () -> Void)?
    /// True once the mock is about to stop.
    let isDraining: Bool
    /// True if its requests have to show a token.
    let hasToken: Bool
    /// True if it has an address of its own.
    let hasOwnAddress: Bool
    /// True if only this machine can reach the mock.
    let isLoopback: Bool
    /// The base URL that is handed out to tills.
    let url: String
    /// Judges and draws for the console; nil if there is none.
    let views: ConsoleViews?
    let hub: EventHub

    /// Answers a call.
    func answer(
        to request: HTTPRequest, _ call: ControlCall, at route: ControlRoute, now: Instant
    ) -> ControlAnswer {
        do throws(ControlError) {
            return try answer(request, call, route, at: now)
        } catch {
            return .response(error.response(to: request))
        }
    }

    private func answer(
        _ request: HTTPRequest, _ call: ControlCall, _ route: ControlRoute, at now: Instant
    ) throws(ControlError) -> ControlAnswer {
        let name = route["name"]
        // Probes may ask for health with any parameters.
        let query = try call.isOpen ? .none : Query(request, of: call)
        switch call {
        case .health: return .response(health)
        case .ready: return .response(readiness)
        case .metrics: return .response(metrics.response(sandboxes: sandboxes))
        case .document: return .response(HTTPResponse(status: 200, json: document))
        case .stop: return .response(try stop())
        // The switch answers it.
        case .relay: throw .noPath(request.path)
        case .scenarios: return scenarios(query)
        case .scenario:
            return .response(try explanation(of: route["scenario"], query))
        case .sandboxes: return try list(query, for: request, at: now)
        case .makeSandbox: return try make(name, query, for: request, at: now)
        case .sandbox:
            return .response(describe(try sandbox(name, at: now), query, for: request, at: now))
        case .deleteSandbox: return .response(try delete(name, at: now))
        case .journal: return .parts(try journal(query, in: sandbox(name, at: now)))
        case .record:
            return .response(try record(route["seq"], query, in: sandbox(name, at: now)))
        case .rules:
            return .response(
                HTTPResponse(status: 200, json: rules(of: try sandbox(name, at: now))))
        case .about: return .response(HTTPResponse(status: 200, json: about(request)))
        case .check: return .response(HTTPResponse(status: 200, json: try check(request)))
        case .judge: return try judge(request)
        case .providers: return .response(HTTPResponse(status: 200, json: providers))
        case .products: return .response(HTTPResponse(status: 200, json: products))
        case .route: return .response(HTTPResponse(status: 200, json: try self.route(request)))
        case .events: return try events(query, for: request, at: now)
        case .await:
            return try awaiting(query, in: sandbox(name, at: now), at: now)
        case .transactions:
            return .parts(try transactions(query, in: sandbox(name, at: now), at: now))
        case .transaction:
            return .response(
                try transaction(route["id"], query, in: sandbox(name, at: now), at: now))
        case .queue:
            return .parts(QueuedAdvices(of: try sandbox(name, at: now), at: now))
        case .clock:
            return .advancing(try advancing(request, in: sandbox(name, at: now), at: now))
        case .report:
            return try report(query, for: request, on: sandbox(name, at: now), at: now)
        }
    }

    // MARK: The mock

    /// The health of the mock; it includes the journal only if one is kept in a file.
    var health: HTTPResponse {
        guard let state = journal?.state() else {
            return HTTPResponse(status: 200, json: ["status": "ok"])
        }
        let journal: JSON = state.isFailing ? "failing" : "ok"
        return HTTPResponse(status: 200, json: ["status": "ok", "journal": journal])
    }

    /// The readiness for more tests: none while the mock is draining.
    var readiness: HTTPResponse {
        isDraining
            ? HTTPResponse(status: 503, json: ["status": "draining"])
            : HTTPResponse(status: 200, json: ["status": "ready"])
    }

    private var document: JSON {
        ControlDocument(
            reportFormats: reportFormats, hasToken: hasToken
        ).json
    }

    private func stop() throws(ControlError) -> HTTPResponse {
        guard let stopMock else { throw .notStoppable }
        stopMock()
        return HTTPResponse(status: 202, json: ["status": "stopping"])
    }

    private func sandbox(_ name: String, at now: Instant) throws(ControlError) -> Sandbox {
        if name == Sandboxes.defaultName { return sandboxes.sandbox(name, at: now) }
        guard let sandbox = sandboxes.existing(name) else {
            guard Sandboxes.isName(name) else { throw .noName(name) }
            throw sandboxes.isEvicted(name)
                ? .evicted(name) : .noSandbox(name, known: sandboxes.namesToSuggest)
        }
        return sandbox
    }

    // MARK: Scenarios

    private func explanation(of name: String, _ query: Query) throws(ControlError)
        -> HTTPResponse
    {
        let scenario = try library.known(name)
        let format = query["format"]
        if format == "json" { return HTTPResponse(status: 200, json: whole(scenario)) }
        if format == "yaml" {
            return HTTPResponse(
                status: 200, fields: ["Content-Type": "application/yaml"],
                body: Array(text(of: scenario).utf8))
        }
        return HTTPResponse(status: 200, text: scenario.explanation + "\n")
    }

    // MARK: Sandboxes

    private func list(_ query: Query, for request: HTTPRequest, at now: Instant)
        throws(ControlError)
        -> ControlAnswer
    {
        let base = base(for: request)
        let isSummary = query.view == "summary"
        // It is there for everybody, even before its first message.
        if isSummary { _ = sandboxes.sandbox(Sandboxes.defaultName, at: now) }
        let page = SandboxList(
            of: sandboxes.all, after: query["after"], limit: try query.number("limit") ?? .max)
        let make = { @Sendable in
            page.response(to: request) { sandbox in
                isSummary
                    ? row(of: sandbox, isListed: true, below: base, at: now)
                    : sandbox.listed(below: base, at: now)
            }
        }
        return page.isLong ? .long(make) : .response(make())
    }

    private func describe(
        _ sandbox: Sandbox, _ query: Query, for request: HTTPRequest, at now: Instant
    ) -> HTTPResponse {
        guard query.view != nil else {
            return description(of: sandbox, for: request, status: 200, at: now)
        }
        return HTTPResponse(
            status: 200,
            json: row(of: sandbox, isListed: false, below: base(for: request), at: now))
    }

    private func scenarios(_ query: Query) -> ControlAnswer {
        guard query.view != nil else {
            return .response(HTTPResponse(status: 200, json: library.json))
        }
        return .long { HTTPResponse(status: 200, json: fullScenarios) }
    }

    private func transaction(
        _ id: String, _ query: Query, in sandbox: Sandbox, at now: Instant
    ) throws(ControlError) -> HTTPResponse {
        guard query.view != nil else {
            return try sandbox.transaction(id, of: query["client"], at: now)
        }
        return try ladder(of: id, query, in: sandbox, at: now)
    }

    private func make(_ name: String, _ query: Query, for request: HTTPRequest, at now: Instant)
        throws(ControlError) -> ControlAnswer
    {
        guard Sandboxes.isName(name) else { throw .noName(name) }
        let requested = try PutSetup(of: name, from: request, query)
        guard requested.isLong else {
            return .response(try make(name, requested, request, at: now))
        }
        return .long {
            do throws(ControlError) {
                return try make(name, requested, request, at: now)
            } catch {
                return error.response(to: request)
            }
        }
    }

    private func make(
        _ name: String, _ requested: PutSetup, _ request: HTTPRequest, at now: Instant
    ) throws(ControlError) -> HTTPResponse {
        let setup = try requested.setup(changing: sandboxes.setup, library)
        let isNew = sandboxes.existing(name) == nil
        let sandbox = sandboxes.reset(name, setup: setup, at: now)
        return description(of: sandbox, for: request, status: isNew ? 201 : 200, at: now)
    }

    private func delete(_ name: String, at now: Instant) throws(ControlError) -> HTTPResponse {
        guard Sandboxes.isName(name) else { throw .noName(name) }
        guard sandboxes.remove(name, at: now) || sandboxes.forgetEviction(of: name) else {
            throw .noSandbox(name, known: sandboxes.namesToSuggest)
        }
        return HTTPResponse(status: 204)
    }

    private func description(
        of sandbox: Sandbox, for request: HTTPRequest, status: Int, at now: Instant
    ) -> HTTPResponse {
        HTTPResponse(status: status, json: sandbox.json(below: base(for: request), at: now))
    }

    /// Returns the address below which sandboxes are found: the one that was asked, so that it is
    /// right behind forwarded ports, unless tills have addresses of their own.
    func base(for request: HTTPRequest) -> String {
        guard !hasOwnAddress, let authority = request.authority,
            let scheme = url.firstRange(of: "://")
        else { return String(url.dropLast("/suv/v1".count)) }
        return url[..<scheme.upperBound] + authority
    }

    // MARK: Journals

    private func journal(_ query: Query, in sandbox: Sandbox) throws(ControlError)
        -> any AnswerParts
    {
        if query.view != nil { return try journalSummaries(query, in: sandbox) }
        return JournalRecords(
            of: sandbox, try JournalFilter(query), limit: try query.number("limit") ?? .max,
            asLines: query["format"] == "ndjson")
    }

    private func transactions(_ query: Query, in sandbox: Sandbox, at now: Instant)
        throws(ControlError) -> any AnswerParts
    {
        if query.view != nil { return try transactionSummaries(query, in: sandbox, at: now) }
        return TransactionList(
            of: sandbox, limit: try query.number("limit") ?? .max,
            before: try query.number("before") ?? .max, at: now)
    }

    private func awaiting(_ query: Query, in sandbox: Sandbox, at now: Instant)
        throws(ControlError) -> ControlAnswer
    {
        var awaited = Awaited(
            try JournalFilter(query), count: try query.number("count") ?? 1,
            isInOrder: try query.flag("order"))
        let timeout = try query.duration("timeout")
        // Existing records are read here, so that no lane has to.
        sandbox.read(&awaited)
        return .awaiting(awaited, in: sandbox, until: now.advanced(by: timeout))
    }

    private func advancing(_ request: HTTPRequest, in sandbox: Sandbox, at now: Instant)
        throws(ControlError) -> ClockAdvance
    {
        guard sandbox.setup.clock == .manual else {
            throw ControlError(
                400, "The clock of this sandbox is the real one.",
                hint: "PUT the sandbox with {\"clock\": \"manual\"}, or serve with --clock manual.")
        }
        guard let requested = try request.bodyObject(of: ["advance"])["advance"]?.text else {
            throw ControlError(
                400, "The body does not say how far to advance.",
                hint: "{\"advance\": \"30s\"} or {\"advance\": \"idle\"}")
        }
        if requested == "idle" { return ClockAdvance(in: sandbox, to: nil) }
        if requested == "next" { return ClockAdvance(in: sandbox, to: sandbox.nextEvent) }
        let span = try Query.duration(requested, of: "advance")
        let end = sandbox.withState(at: now) { _, time in time }.advanced(by: span)
        guard end <= SandboxClock.limit else {
            throw ControlError(
                400, "The clock of a sandbox runs for 100 years.", hint: "Advance by less.")
        }
        return ClockAdvance(in: sandbox, to: end)
    }

    private func report(
        _ query: Query, for request: HTTPRequest, on sandbox: Sandbox, at now: Instant
    ) throws(ControlError) -> ControlAnswer {
        let format = query["format"] ?? ""
        let snapshot = sandbox.snapshot(at: now, isFinal: try query.flag("final"))
        let known = reportFormats.joined(separator: ", ")
        let unknown = ControlError(
            400, "There is no format \(format).", hint: "Known: \(known).")
        let make = { @Sendable [reporter] in
            reporter?(snapshot.name, snapshot.records, snapshot.now, format)
                ?? unknown.response(to: request)
        }
        return snapshot.isLong ? .long(make) : .response(make())
    }
}

extension Sandboxes {
    /// The sandboxes that a slip is compared with: not all of very many.
    fileprivate var namesToSuggest: [String] { all.lazy.map(\.name).prefix(100).sorted() }
}

extension JournalFilter {
    fileprivate init(_ query: Query) throws(ControlError) {
        let operations = query["operation"]?.split(separator: ",").map(String.init) ?? []
        let known = Operation.allCases.map(\.rawValue)
        if let stranger = operations.first(where: { !known.contains($0) }) {
            throw ControlError(
                400, "There is no operation \(stranger).",
                hint: "Known: \(known.joined(separator: ", ")).")
        }
        self.init(
            operations: operations, transaction: query["transaction"],
            since: try query.number("since") ?? 0)
    }
}

extension ScenarioLibrary {
    /// Returns the scenario of that name, or the answer that there is none.
    func known(_ name: String) throws(ControlError) -> Scenario {
        do {
            return try scenario(named: name)
        } catch {
            throw ControlError(
                404, "\(error).", hint: "GET /_mock/scenarios lists the scenarios there are.")
        }
    }
}
