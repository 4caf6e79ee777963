import ElectrumMock
import ElectrumSwitch
import HTTPServing
import JSONTree
import Synchronization
import TestSupport
import Testing

/// Who may use the control API, and where.
@Suite(.blocking) struct AdminTests {
    private static let paths = [
        "/metrics", "/scenarios", "/openapi.json", "/sandboxes", "/sandboxes/default",
        "/sandboxes/default/journal",
        "/sandboxes/default/journal/await?count=0&timeout=1ms", "/sandboxes/default/queue",
        "/sandboxes/default/transactions", "/sandboxes/default/report",
    ]

    @Test("With a token only those who show it may ask", arguments: paths)
    func token(path: String) async throws {
        try await withMock {
            $0.switching.adminToken = "s3cret"
        } _: { mock in
            let control = try ControlClient(mock)
            let wrong = ["", "Bearer", "Bearer s3cre", "Bearer s3cretx", "Basic s3cret", "s3cret"]
            for value in wrong {
                let reply = try control.ask("GET", path, fields: "Authorization: \(value)")
                #expect(reply.status == 401, "\(value)")
                #expect(reply.response["WWW-Authenticate"] == "Bearer")
                #expect(reply.errorType == "AUTHENTICATION_ERROR")
                #expect(reply.json["detailMessage"]?["hint"]?.text?.contains("TOKEN") == true)
            }
            let right = ["Authorization: Bearer s3cret"]
            #expect(try control.exchange("GET", path, fields: right).status == 200)
        }
    }

    @Test("Health and the operations need no token")
    func open() async throws {
        try await withMock {
            $0.switching.adminToken = "s3cret"
        } _: { mock in
            let health = try ControlClient(mock).ask("GET", "/health")
            #expect(health.json["status"] == "ok")
            #expect(try Till(mock).provision(uuid(1)).status == 201)
        }
    }

    @Test("Without the token nothing is changed either")
    func unchanged() async throws {
        try await withMock {
            $0.switching.adminToken = "s3cret"
        } _: { mock in
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            let control = try ControlClient(mock)
            for method in ["PUT", "DELETE"] {
                #expect(try control.ask(method, "/sandboxes/default").status == 401)
            }
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
        }
    }

    @Test("With an address of its own the control API answers there alone, and nothing else does")
    func separateAddress() async throws {
        try await withMock {
            $0.adminListen = ListenAddress(host: "127.0.0.1", port: 0)
        } _: { mock in
            let digits = mock.adminURL.dropFirst("http://127.0.0.1:".count).prefix { $0.isNumber }
            let adminPort = try #require(UInt16(digits))
            #expect(adminPort != mock.port)
            let control = try ControlClient(port: adminPort)
            #expect(try Till(mock).provision(uuid(1)).status == 201)
            let journal = try control.ask("GET", "/sandboxes/default/journal")
            #expect(journal.json["records"]?.items?.count == 2)
            for path in Self.paths + ["/health"] {
                #expect(try ControlClient(mock).exchange("GET", path).status == 404, "\(path)")
            }
            let stray = try Till(client: WireClient(port: adminPort)).provision(uuid(2))
            #expect(stray.status == 404)
        }
    }

    @Test(
        "A body of another type is refused with the types that the call takes",
        arguments: [
            ("POST", "/sandboxes/default/clock", "as JSON.", "application/json."),
            ("POST", "/check", "as YAML.", "application/yaml."),
            ("POST", "/judge", "as NDJSON.", "application/x-ndjson."),
            ("PUT", "/sandboxes/a", "as JSON or YAML.", "application/json or application/yaml."),
        ])
    func types(method: String, path: String, kinds: String, types: String) async throws {
        try await withMock { mock in
            let answer = try ControlClient(mock).exchange(
                method, path, "a", fields: ["Content-Type: text/plain"])
            #expect(answer.status == 415)
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(text.contains("The body is not declared \(kinds)"), "\(text)")
            #expect(text.contains("Send Content-Type: \(types)"), "\(text)")
        }
    }

    @Test("A form without a body stops no mock, and YAML is for what is a scenario")
    func stop() async throws {
        let stops = Atomic(0)
        try await withMock {
            $0.switching.stop = { stops.add(1, ordering: .relaxed) }
        } _: { mock in
            let control = try ControlClient(mock)
            let client = try WireClient(port: mock.port)
            for type in ["", "Content-Type: application/x-www-form-urlencoded\r\n"] {
                client.send(
                    "POST /_mock/stop HTTP/1.1\r\nHost: 127.0.0.1\r\n\(type)"
                        + "Content-Length: 0\r\n\r\n")
                #expect(try client.readResponse().status == 415, "\(type)")
            }
            let json = "Content-Type: application/json"
            for (field, status) in [
                ("Origin: https://evil.example", 403), ("Host: evil.example", 421),
            ] {
                let answer = try control.exchange("POST", "/stop", "{}", fields: [json, field])
                #expect(answer.status == status)
            }
            let yaml = ["Content-Type: application/yaml"]
            for path in ["/stop", "/sandboxes/default/clock"] {
                #expect(try control.exchange("POST", path, "a: b", fields: yaml).status == 415)
            }
            let plain = ["Content-Type: text/plain"]
            let put = try control.exchange("PUT", "/sandboxes/a", "rules: []", fields: plain)
            #expect(put.status == 415)
            let early = stops.load(ordering: .relaxed)
            #expect(early == 0)
            #expect(try control.ask("POST", "/stop", "{}").status == 202)
        }
        let count = stops.load(ordering: .relaxed)
        #expect(count == 1)
    }
}
