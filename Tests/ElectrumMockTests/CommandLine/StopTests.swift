import Glibc
import JSONTree
import TestSupport
import Testing

/// SIGTERM to the built `electrum-mock`, whatever its clients are doing: what cannot finish is
/// dropped at once, the rest has the grace.
@Suite(.blocking) struct StopTests {
    /// A client that the mock waits for, or that waits for the mock.
    struct Holder: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var options: [String] = []
        /// The answer to every provision; the client sends one if there is any.
        var reply: String?
        /// The deviation in the client's message.
        var sends = ""
        /// How that which it reads afterwards begins.
        var hears = ""
        /// The end of the provision in the journal.
        var ended: String?
    }

    private static func control(_ path: String) -> String {
        "GET /_mock/sandboxes/default\(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
    }

    private static let stopping = "HTTP/1.1 503 Service Unavailable"
    /// More than a busy machine needs, and far less than the minute of grace that must not pass.
    private static let muchLess = Duration.seconds(20)

    private static let holders: [Holder] = [
        Holder(testDescription: "a connection that never spoke"),
        Holder(testDescription: "half a head", sends: "POST /suv/v1/vouchers HT"),
        Holder(
            testDescription: "half a body",
            sends: "POST /suv/v1/vouchers HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{"),
        Holder(
            testDescription: "a held silence", reply: "{lost: reply, by: silence}", ended: "held"),
        Holder(
            testDescription: "a delay, then silence",
            reply: "{lost: request, by: silence, delay: 1s}", ended: "closed"),
        Holder(
            testDescription: "a delay longer than the grace", reply: "{delay: 2m}",
            ended: "closed"),
        Holder(
            testDescription: "a processing time longer than the grace", reply: "{processing: 2m}",
            ended: "closed"),
        Holder(
            testDescription: "a delay on a manual clock", options: ["--clock", "manual"],
            reply: "{delay: 1s}", ended: "closed"),
        Holder(
            testDescription: "a trickle longer than the grace",
            reply: "{slow: {bytes: 1, every: 1s}}", hears: "H", ended: "truncated"),
        Holder(
            testDescription: "an open await",
            sends: control("/journal/await?operation=reverse&timeout=1h"), hears: stopping),
        Holder(
            testDescription: "an open await of absence",
            sends: control("/journal/await?operation=reverse&count=0&timeout=1h"),
            hears: stopping),
        Holder(
            testDescription: "a body that is refused, and its client stays",
            sends: "POST /suv/v1/vouchers HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n{",
            hears: "HTTP/1.1 413", ended: "sent"),
        Holder(
            testDescription: "a head that is refused, and its client stays",
            sends: "GET  / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\n",
            hears: "HTTP/1.1 400"),
        Holder(
            testDescription: "a last answer with more behind it, and its client stays",
            sends: "GET /_mock/health HTTP/1.0\r\nHost: localhost\r\n\r\nGET / HTTP/1.0\r\n",
            hears: "HTTP/1.1 200"),
        Holder(
            testDescription: "a TLS handshake that never began", options: ["--tls-self-signed"]),
        Holder(
            testDescription: "half a ClientHello", options: ["--tls-self-signed"],
            sends: "\u{16}\u{3}\u{1}\u{0}"),
    ]

    @Test("What cannot finish within the grace is dropped at once", arguments: holders)
    func dropped(holder: Holder) async throws {
        let mock = try await serve(
            holder.reply ?? "normal", options: ["--stop-grace-ms", "60000"] + holder.options)
        let client = try await WireClient(port: mock.port)
        try await begin(holder, client, at: mock)
        let duration = try await end(mock)
        #expect(duration < Self.muchLess, "\(duration)")
        let rest = try client.readToEnd()
        #expect(rest.text.hasPrefix(holder.hears))
        #expect(holder.hears != "" || rest.text == "")
        if holder.hears == Self.stopping {
            #expect(rest.text.contains("The mock is stopping."), "\(rest.text)")
        }
        let records = records(of: mock)
        #expect(records.last?["ended"]?.text == holder.ended, "\(records)")
    }

    @Test("A delay that ends within the grace is waited for, and the answer is the last")
    func shortDelay() async throws {
        let mock = try await serve("{delay: 300ms}", options: ["--stop-grace-ms", "60000"])
        let till = try await Till(client: WireClient(port: mock.port))
        till.client.send(provision(by: till))
        try await arrival(at: mock)
        let duration = try await end(mock)
        #expect(duration < Self.muchLess, "\(duration)")
        let response = try till.client.readResponse()
        #expect(response.status == 201)
        #expect(response["Connection"] == "close")
        #expect(try till.client.readToEnd() == .cleanEnd)
    }

    @Test("A client that does not read its answer has the grace, and no longer")
    func notReading() async throws {
        let body = String(repeating: "x", count: 900_000)
        let mock = try await serve(
            "{respond: {status: 200, body: \(body)}}", options: ["--stop-grace-ms", "300"])
        let client = try await WireClient(port: mock.port, receiveBufferBytes: 4_096)
        let request = provision(by: Till(client: client))
        client.send(String(repeating: request, count: 16))
        try await arrival(at: mock)
        let duration = try await end(mock)
        #expect(duration > .milliseconds(250) && duration < Self.muchLess, "\(duration)")
        #expect(records(of: mock).last?["ended"]?.text == "truncated")
    }

    @Test(
        "An answer of the control API that nobody reads is dropped",
        arguments: [
            "/_mock/sandboxes/default/journal", "/_mock/sandboxes/default/journal?format=ndjson",
            "/_mock/sandboxes/default/report?format=json",
            "/_mock/sandboxes/default/journal/await?operation=provision",
            "/_mock/sandboxes/default/transactions/\(uuid(1))", "/_mock/metrics",
            "/_mock/scenarios", "/openapi.json", "/openapi.yaml",
        ])
    func unreadControl(path: String) async throws {
        let body = String(repeating: "x", count: 900_000)
        let mock = try await serve(
            "{respond: {status: 400, body: {a: \(body)}}}",
            options: ["--stop-grace-ms", "60000", "--pipelined-max", "1000"])
        let till = try await Till(client: WireClient(port: mock.port))
        for _ in 1...4 { #expect(try till.provision(uuid(1)).status == 400) }
        let client = try await WireClient(port: mock.port, receiveBufferBytes: 4_096)
        let request = "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
        client.send(String(repeating: request, count: 300))
        #expect(try await ControlClient(port: mock.port).ask("GET", "/health").status == 200)
        let duration = try await end(mock)
        #expect(duration < Self.muchLess, "\(duration)")
    }

    @Test("A clock that is being advanced stops, and who asked is told")
    func advancing() async throws {
        let mock = try await serve(
            "normal", rule: "on: [deliver], replies: [lost: request]",
            options: ["--stop-grace-ms", "60000", "--clock", "manual"])
        let till = try await Till(client: WireClient(port: mock.port))
        #expect(try till.provision(uuid(1)).status == 201)
        #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
        let control = try await ControlClient(port: mock.port)
        control.send("POST", "/sandboxes/default/clock", #"{"advance":"idle"}"#)
        try await eventually("the provider is tried again and again") {
            records(of: mock).count > 100
        }
        let duration = try await end(mock)
        #expect(duration < Self.muchLess, "\(duration)")
        #expect(try control.reply().status == 503)
    }

    // MARK: The mock

    private func serve(
        _ reply: String, rule: String? = nil, options: [String]
    ) async throws -> MockProcess {
        let directory = TemporaryDirectory()
        let rule = rule ?? "on: [provision], replies: [\(reply)]"
        try directory.write("rules: [{name: only, \(rule)}]\n", to: "only.yaml")
        let mock = try MockProcess(
            ["serve", "--listen", "127.0.0.1:0", "--scenarios", directory.path, "--scenario"]
                + ["only", "-q", "--journal", "journal"] + options)
        _ = try await mock.port
        return mock
    }

    /// Lets a client come to where it holds the mock up.
    private func begin(_ holder: Holder, _ client: WireClient, at mock: MockProcess) async throws {
        if holder.reply != nil {
            client.send(provision(by: Till(client: client)))
            try await arrival(at: mock)
        } else {
            client.send(Array(holder.sends.utf8))
            // The mock reads connections in the order in which they were made.
            guard !holder.options.contains("--tls-self-signed") else { return }
            let health = try await ControlClient(port: mock.port)
            #expect(try health.ask("GET", "/health").status == 200)
        }
    }

    private func provision(by till: Till) -> String {
        till.request("/vouchers", body: till.provisionRequest(uuid(1)).description)
    }

    /// Returns when the provision is in the journal.
    private func arrival(at mock: MockProcess) async throws {
        let control = try await ControlClient(port: mock.port)
        let path = "/sandboxes/default/journal/await?operation=provision&timeout=20s"
        #expect(try control.ask("GET", path).json["satisfied"] == true)
    }

    /// How long the mock takes to end.
    private func end(_ mock: MockProcess) async throws -> Duration {
        let begin = ContinuousClock.now
        mock.signal(SIGTERM)
        let exit = try await mock.exit
        #expect(exit.status == 0 && !exit.wasSignalled)
        return ContinuousClock.now - begin
    }

    private func records(of mock: MockProcess) -> [JSON] {
        mock.directory.read("journal").split(separator: "\n")
            .compactMap { try? JSON(parsing: Array($0.utf8)) }
            .filter { $0["operation"] != nil }
    }
}
