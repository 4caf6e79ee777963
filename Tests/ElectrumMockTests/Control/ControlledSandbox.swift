import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing

/// A sandbox as a test sees and steers it through the control API.
struct ControlledSandbox {
    let name: String
    let control: ControlClient

    init(_ name: String = "default", of mock: MockServer) throws {
        self.name = name
        control = try ControlClient(mock)
    }

    /// Sends a request about the sandbox to the control API.
    func ask(_ method: String, _ path: String = "", _ body: String = "") throws -> Reply {
        try control.ask(method, "/sandboxes/\(name)\(path)", body)
    }

    /// Makes the sandbox, or makes it anew.
    @discardableResult
    func reset(_ setup: JSON = [:]) throws -> Reply {
        try ask("PUT", "", setup.description)
    }

    // MARK: Journal

    /// The records of messages and deliveries; `query` is like `?operation=retry`.
    func records(_ query: String = "") throws -> [JSON] {
        let records = try ask("GET", "/journal\(query)").json["records"]?.items ?? []
        return records.filter { $0["kind"] == nil }
    }

    /// The newest record of an operation, once its exchange has ended.
    func finished(_ operation: String) async throws -> JSON {
        var last: JSON = .null
        try await eventually("\(operation) has ended") {
            last = try records("?operation=\(operation)").last ?? .null
            return last["finishedAt"]?.text != nil
        }
        return last
    }

    /// Returns the records, one line each: `retry 503 UPSTREAM_UNAVAILABLE`, or the end of the
    /// exchange without a complete answer.
    func story() throws -> [String] {
        try records().map { record in
            let status = record["ended"]?.text == "sent" ? record["status"]?.integer : nil
            let parts = [
                record["operation"]?.text, status.map { String($0) } ?? record["ended"]?.text,
                status == nil ? nil : record["response"]?["errorType"]?.text,
            ]
            return parts.compactMap { $0 }.joined(separator: " ")
        }
    }

    /// Returns when so many messages of an operation have arrived, on a transaction if one is told.
    func awaitArrival(of operation: String, on id: String? = nil, count: Int = 1) throws {
        let transaction = id.map { "&transaction=\($0)" } ?? ""
        let query = "operation=\(operation)\(transaction)&count=\(count)"
        let reply = try ask("GET", "/journal/await?\(query)")
        #expect(reply.json["satisfied"] == true, "\(query)")
    }

    // MARK: Ledger and queue

    /// The state of a transaction for the switch and for the provider, `provisioned/issued`;
    /// `none` when it was never seen.
    func state(of id: String) throws -> String {
        let reply = try ask("GET", "/transactions/\(id)")
        guard reply.status == 200 else { return "none" }
        let states = ["state", "providerState"].map { reply.json[$0]?.text ?? "?" }
        return states.joined(separator: "/")
    }

    /// The queue of a provider.
    func queue(of provider: String = "default") throws -> [JSON] {
        let queues = try ask("GET", "/queue").json["providers"]?.items ?? []
        return queues.first { $0["provider"]?.text == provider }?["entries"]?.items ?? []
    }

    // MARK: Clock

    /// Moves a manual clock; `span` may be `idle`.
    @discardableResult
    func advance(_ span: String) throws -> Reply {
        let reply = try ask("POST", "/clock", "{\"advance\":\"\(span)\"}")
        #expect(reply.status == 200, "\(reply.json)")
        return reply
    }
}

/// Runs a body against a mock whose provider is away for a time, on a manual clock.
func withProvider(
    away rule: String, _ body: (ControlledSandbox, Till) async throws -> Void
) async throws {
    let text = "rules: [{name: away, on: [deliver], \(rule)}]"
    let scenario = try Scenario(name: "away", yaml: text, file: "away.yaml")
    try await withMock {
        try $0.useProjectScenarios()
        $0.switching.scenario = scenario
        $0.switching.hasManualClock = true
    } _: { mock in
        try await body(ControlledSandbox(of: mock), Till(mock))
    }
}
