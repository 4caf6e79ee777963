import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing

/// The control API's errors, and its answers that need no sandbox.
@Suite(.blocking) struct ControlErrorTests {
    /// A request and what is said to it.
    struct Mistake: CustomTestStringConvertible {
        let method: String
        let path: String
        let body: String
        let status: Int
        let message: String
        let hint: String

        init(
            _ method: String, _ path: String, body: String = "", _ status: Int,
            _ message: String, hint: String
        ) {
            self.method = method
            self.path = path
            self.body = body
            self.status = status
            self.message = message
            self.hint = hint
        }

        var testDescription: String { "\(method) \(path) \(body)" }
    }

    private static let journal = "/sandboxes/default/journal"

    private static let mistakes = [
        Mistake("GET", "/sandboxes/no", 404, "no sandbox no", hint: "PUT /_mock/sandboxes/no"),
        Mistake("DELETE", "/sandboxes/no", 404, "no sandbox no", hint: "PUT"),
        Mistake("GET", "/sandboxes/no/journal", 404, "no sandbox no", hint: "PUT"),
        Mistake("GET", "/sandboxes/no/journal/await", 404, "no sandbox no", hint: "PUT"),
        Mistake("GET", "/sandboxes/no/queue", 404, "no sandbox no", hint: "PUT"),
        Mistake("GET", "/sandboxes/no/report", 404, "no sandbox no", hint: "PUT"),
        Mistake("POST", "/sandboxes/no/clock", 404, "no sandbox no", hint: "PUT"),
        Mistake("PUT", "/sandboxes/a%20b", 400, "a b cannot name a sandbox", hint: "1 to 64"),
        Mistake(
            "PUT", "/sandboxes/a", body: "{\"scenario\":\"f1-dual-sucess\"}", 404,
            "did you mean `f1-dual-success`?", hint: "GET /_mock/scenarios"),
        Mistake("PUT", "/sandboxes/a", body: "{\"sed\":7}", 400, "sed is not", hint: "\"seed\": N"),
        Mistake(
            "PUT", "/sandboxes/a", body: "{\"seed\":\"x\"}", 400, "seed is no",
            hint: "{\"seed\": 7}"),
        Mistake(
            "PUT", "/sandboxes/a", body: "{\"seed\":-1}", 400, "seed is no", hint: "{\"seed\": 7}"),
        Mistake(
            "PUT", "/sandboxes/a", body: "{\"clock\":\"slow\"}", 400, "clock slow", hint: "manual"),
        Mistake(
            "PUT", "/sandboxes/a", body: "{\"scenario\":", 400, "Malformed JSON", hint: "object"),
        Mistake("PUT", "/sandboxes/a", body: "[1]", 400, "not a JSON object", hint: "{…}"),
        Mistake(
            "PUT", "/sandboxes/a", body: "{\"yaml\":\"rules: 1\"}", 400, "has a mistake",
            hint: "check"),
        Mistake("PUT", "/sandboxes/a?clock=slow", 400, "clock slow", hint: "manual"),
        Mistake("PUT", "/sandboxes/a?seed=x", 400, "seed is no", hint: "{\"seed\": 7}"),
        Mistake("GET", "/sandboxes?limit=x", 400, "limit is not a whole number", hint: "limit=1"),
        Mistake("POST", "/stop", body: "{}", 409, "ends with what started it", hint: "serve"),
        Mistake(
            "GET", "/sandboxes/default/report?final=yes", 400, "final is neither",
            hint: "final=true"),
        Mistake("GET", "/sandbox/default", 404, "nothing at", hint: "sandboxes/NAME/journal"),
        Mistake("GET", "", 404, "nothing at /_mock", hint: "health, ready, metrics"),
        Mistake("GET", "/scenarios/nothing", 404, "nothing", hint: "GET /_mock/scenarios"),
        Mistake("GET", journal + "?operations=retry", 400, "operations", hint: "operation,"),
        Mistake("GET", journal + "?operation=rerty", 400, "operation rerty", hint: "retry"),
        Mistake("GET", journal + "?operation=%FF", 400, "percent-encoded", hint: "%25"),
        Mistake("GET", journal + "?since=x", 400, "since is not a whole number", hint: "since=1"),
        Mistake("GET", journal + "?since=-1", 400, "since is not a whole number", hint: "since=1"),
        Mistake("GET", journal + "?format=xml", 400, "no format xml", hint: "ndjson"),
        Mistake("GET", journal + "/await?count=two", 400, "count is no", hint: "count=1"),
        Mistake("GET", journal + "/await?order=yes", 400, "order is neither", hint: "order=true"),
        Mistake(
            "GET", journal + "/await?timeout=10", 400, "timeout is not a valid duration",
            hint: "30s"),
        Mistake(
            "GET", "/sandboxes/default/transactions?limit=all", 400, "limit", hint: "limit=1"),
        Mistake(
            "GET", "/sandboxes/default/transactions/\(uuid(1))", 404, "No transaction",
            hint: "/journal"),
        Mistake(
            "GET", "/sandboxes/default/report?format=pdf", 400, "no format pdf", hint: "junit"),
    ]

    @Test("Each mistake is told, with a hint what to do instead", arguments: mistakes)
    func told(mistake: Mistake) async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let reply = try ControlClient(mock).ask(mistake.method, mistake.path, mistake.body)
            #expect(reply.status == mistake.status)
            let message = reply.json["errorMessage"]?.text ?? ""
            #expect(message.contains(mistake.message), "\(message)")
            let hint = reply.json["detailMessage"]?["hint"]?.text ?? ""
            #expect(hint.contains(mistake.hint), "\(hint)")
        }
    }

    @Test("A refused PUT leaves the sandbox as it was")
    func unchanged() async throws {
        try await withMock { mock in
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            let sandbox = try ControlledSandbox(of: mock)
            #expect(try sandbox.ask("PUT", "", "{\"seed\":\"x\"}").status == 400)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
        }
    }

    @Test(
        "Another method than those of a path gets 405 with the right ones",
        arguments: [
            ("POST", "/health", "GET, HEAD, OPTIONS"), ("PUT", "/scenarios", "GET, HEAD, OPTIONS"),
            ("POST", "/sandboxes/default", "PUT, GET, HEAD, DELETE, OPTIONS"),
            ("GET", "/sandboxes/default/clock", "POST, OPTIONS"),
            ("DELETE", "/sandboxes/default/journal", "GET, HEAD, OPTIONS"),
        ])
    func methods(method: String, path: String, allowed: String) async throws {
        try await withMock { mock in
            let reply = try ControlClient(mock).ask(method, path)
            #expect(reply.status == 405)
            #expect(reply.response["Allow"] == allowed)
        }
    }

    @Test("The scenarios there are can be listed and explained")
    func scenarios() async throws {
        try await withMock {
            try $0.useProjectScenarios()
        } _: { mock in
            let control = try ControlClient(mock)
            let list = try control.ask("GET", "/scenarios").json["scenarios"]?.items ?? []
            #expect(list.count == (try ShippedScenarios.library.get().scenarios.count))
            let flow = try #require(list.first { $0["name"] == "flows/f1-dual-success" })
            #expect(flow["flow"] == "F1")
            #expect(flow["messaging"] == "dual")
            #expect(flow["title"] == "Success, dual messaging")
            #expect(flow["file"]?.text?.hasSuffix("scenarios/flows/f1-dual-success.yaml") == true)
            for name in ["flows/f7-upstream-unknown-retries-fail", "f5-upstream-declined"] {
                let page = try control.exchange("GET", "/scenarios/\(name)")
                #expect(page.status == 200)
                #expect(page.text.contains("DO_NOT_HONOR"))
            }
        }
    }
}
