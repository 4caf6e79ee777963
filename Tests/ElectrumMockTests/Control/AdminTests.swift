import ElectrumMock
import ElectrumSwitch
import HTTPServing
import JSONTree
import Testing
import WireTesting

/// Who may use the control API, and where.
@Suite(.blocking) struct AdminTests {
    private static let paths = [
        "/metrics", "/scenarios", "/sandboxes/default", "/sandboxes/default/journal",
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
}
