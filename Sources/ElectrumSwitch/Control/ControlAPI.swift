package import HTTPMessages
package import JSONTree
import Scenarios
import Vocabulary

/// Makes a report from the records of a sandbox, at its present time (RFC 3339), in one of the
/// formats json, text, junit, markdown and html; nil for any other format.
package typealias Reporter =
    @Sendable (_ sandbox: String, _ records: [JSON], _ now: String, _ format: String)
    -> HTTPResponse?

/// The control API, by which tests inspect and control the mock.
struct ControlAPI {
    let sandboxes: Sandboxes
    let library: ScenarioLibrary
    let metrics: Metrics
    let reporter: Reporter?
    let journal: JournalOutput?

    /// Answers a request whose method the route supports.
    func answer(to request: HTTPRequest, at route: ControlRoute, now: Instant) -> ControlAnswer {
        do throws(ControlError) {
            return try answer(request, route, at: now)
        } catch {
            return .response(error.response)
        }
    }

    private func answer(_ request: HTTPRequest, _ route: ControlRoute, at now: Instant)
        throws(ControlError) -> ControlAnswer
    {
        switch route {
        case .health: return .response(health)
        case .metrics: return .response(metrics.response(sandboxes: sandboxes))
        case .scenarios: return .response(HTTPResponse(status: 200, json: library.json))
        case .scenario(let name): return .response(try explanation(of: name))
        case .sandbox(let name): return .response(try manage(name, request, at: now))
        case .journal(let name): return .parts(try journal(request, in: sandbox(name, at: now)))
        case .await(let name):
            return try awaiting(request, in: sandbox(name, at: now), at: now)
        case .transactions(let name):
            return .parts(try transactions(request, in: sandbox(name, at: now), at: now))
        case .transaction(let name, let id):
            return .response(try sandbox(name, at: now).transaction(id, at: now))
        case .queue(let name):
            return .parts(QueuedAdvices(of: try sandbox(name, at: now), at: now))
        case .clock(let name):
            return .advancing(try advancing(request, in: sandbox(name, at: now), at: now))
        case .report(let name): return try report(request, on: sandbox(name, at: now), at: now)
        }
    }

    /// The health of the mock; it includes the journal only if one is kept in a file.
    var health: HTTPResponse {
        guard let state = journal?.state() else {
            return HTTPResponse(status: 200, json: ["status": "ok"])
        }
        let journal: JSON = state.isFailing ? "failing" : "ok"
        return HTTPResponse(status: 200, json: ["status": "ok", "journal": journal])
    }

    private func sandbox(_ name: String, at now: Instant) throws(ControlError) -> Sandbox {
        if name == Sandboxes.defaultName { return sandboxes.sandbox(name, at: now) }
        guard let sandbox = sandboxes.existing(name) else {
            throw sandboxes.isEvicted(name) ? .evicted(name) : .noSandbox(name)
        }
        return sandbox
    }

    // MARK: Scenarios

    private func explanation(of name: String) throws(ControlError) -> HTTPResponse {
        HTTPResponse(status: 200, text: try scenario(name).explanation + "\n")
    }

    private func scenario(_ name: String) throws(ControlError) -> Scenario {
        do {
            return try library.scenario(named: name)
        } catch {
            throw ControlError(
                404, "\(error).", hint: "GET /_mock/scenarios lists the scenarios there are.")
        }
    }

    // MARK: Sandboxes

    private func manage(_ name: String, _ request: HTTPRequest, at now: Instant)
        throws(ControlError) -> HTTPResponse
    {
        switch request.method {
        case "PUT":
            guard Sandboxes.isName(name) else {
                throw ControlError(
                    400, "\(name) cannot name a sandbox.",
                    hint: "1 to 64 letters, digits, '.', '_' and '-'.")
            }
            let isNew = sandboxes.existing(name) == nil
            let setup = try setup(from: request)
            let sandbox = sandboxes.reset(name, setup: setup, at: now)
            return HTTPResponse(status: isNew ? 201 : 200, json: sandbox.json(at: now))
        case "DELETE":
            guard sandboxes.remove(name, at: now) || sandboxes.forgetEviction(of: name) else {
                throw .noSandbox(name)
            }
            return HTTPResponse(status: 204)
        default:
            return HTTPResponse(status: 200, json: try sandbox(name, at: now).json(at: now))
        }
    }

    /// Reads `{"scenario": NAME, "seed": N, "clock": "real" | "manual"}`, each optional.
    private func setup(from request: HTTPRequest) throws(ControlError) -> SandboxSetup {
        var setup = sandboxes.setup
        let body = try Self.object(in: request)
        for member in body.members {
            switch (member.name, member.value) {
            case ("scenario", .string(let name)):
                setup.scenario = try scenario(name)
                setup.creator = .test
                if body["seed"] == nil { setup.seed = setup.scenario.seed ?? setup.seed }
            case ("seed", let value):
                guard let seed = value.integer, seed >= 0 else {
                    throw ControlError(
                        400, "seed is not a whole number.", hint: "Write it like {\"seed\": 7}.")
                }
                setup.seed = UInt64(seed)
            case ("clock", .string(let text)):
                guard let mode = SandboxClock.Mode(rawValue: text) else {
                    throw ControlError(
                        400, "There is no clock \(text).", hint: "Write \"real\" or \"manual\".")
                }
                setup.clock = mode
            default:
                throw ControlError(
                    400, "\(member.name) is not understood.",
                    hint: "{\"scenario\": NAME, \"seed\": N, \"clock\": \"real\" | \"manual\"}")
            }
        }
        return setup
    }

    /// Returns the body as an object; no body is an empty one.
    private static func object(in request: HTTPRequest) throws(ControlError) -> JSONObject {
        guard !request.body.isEmpty else { return JSONObject() }
        do {
            guard let object = try JSON(parsing: request.body).members else {
                throw ControlError(400, "The body is not a JSON object.", hint: "Write {…}.")
            }
            return object
        } catch let error as JSONSyntaxError {
            throw ControlError(400, "Malformed JSON at \(error).", hint: "Send a JSON object.")
        } catch let error as ControlError {
            throw error
        } catch {
            throw ControlError(400, "\(error)", hint: "Send a JSON object.")
        }
    }

    // MARK: Journals

    private func journal(_ request: HTTPRequest, in sandbox: Sandbox) throws(ControlError)
        -> JournalRecords
    {
        let query = try Query(
            request, known: ["operation", "transaction", "since", "limit", "format"])
        let format = query["format"] ?? "json"
        guard ["json", "ndjson"].contains(format) else {
            throw ControlError(400, "There is no format \(format).", hint: "json or ndjson.")
        }
        return JournalRecords(
            of: sandbox, try JournalFilter(query), limit: try query.number("limit", default: .max),
            asLines: format == "ndjson")
    }

    private func transactions(_ request: HTTPRequest, in sandbox: Sandbox, at now: Instant)
        throws(ControlError) -> TransactionList
    {
        let query = try Query(request, known: ["limit", "before"])
        return TransactionList(
            of: sandbox, limit: try query.number("limit", default: 100),
            before: try query.number("before", default: .max), at: now)
    }

    private func awaiting(_ request: HTTPRequest, in sandbox: Sandbox, at now: Instant)
        throws(ControlError) -> ControlAnswer
    {
        let query = try Query(
            request, known: ["operation", "transaction", "since", "count", "order", "timeout"])
        var awaited = Awaited(
            try JournalFilter(query), count: try query.number("count", default: 1),
            isInOrder: try query.flag("order"))
        let timeout = try query.duration("timeout", default: "10s")
        // What is there already is read here, so that no lane has to.
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
        guard let requested = try Self.object(in: request)["advance"]?.text else {
            throw ControlError(
                400, "The body does not say how far to advance.",
                hint: "{\"advance\": \"30s\"} or {\"advance\": \"idle\"}")
        }
        if requested == "idle" { return ClockAdvance(in: sandbox, to: nil) }
        let span = try Query.duration(requested, of: "advance")
        let end = sandbox.withState(at: now) { _, time in time }.advanced(by: span)
        guard end <= SandboxClock.limit else {
            throw ControlError(
                400, "The clock of a sandbox runs for 100 years.", hint: "Advance by less.")
        }
        return ClockAdvance(in: sandbox, to: end)
    }

    private func report(_ request: HTTPRequest, on sandbox: Sandbox, at now: Instant)
        throws(ControlError) -> ControlAnswer
    {
        let format = try Query(request, known: ["format"])["format"] ?? "json"
        let snapshot = sandbox.snapshot(at: now)
        let unknown = ControlError(
            400, "There is no format \(format).", hint: "json, text, junit, markdown or html.")
        let make = { @Sendable [reporter] in
            reporter?(snapshot.name, snapshot.records, snapshot.now, format) ?? unknown.response
        }
        return snapshot.isLong ? .report(make) : .response(make())
    }
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
            since: try query.number("since", default: 0))
    }
}

extension ScenarioLibrary {
    fileprivate var json: JSON {
        let list = scenarios.map { scenario -> JSON in
            [
                "name": .string(scenario.name), "title": .string(scenario.title),
                "flow": scenario.flow.map(JSON.string) ?? .null,
                "messaging": .string(scenario.messaging.rawValue),
                "file": .string(scenario.file),
            ]
        }
        return ["scenarios": .array(list)]
    }
}
