import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing

/// Tills that are pages in a browser.
@Suite(.blocking) struct CrossOriginTests {
    private static let origin = "https://till.example"

    private func withOpenMock(
        _ origins: [String] = [origin], playing text: String = "rules: []",
        _ body: (WireClient, Till) throws -> Void
    ) async throws {
        try await withMock {
            $0.switching.openOrigins = origins
            $0.switching.scenario = try Scenario(name: "open", yaml: text, file: "open.yaml")
        } _: { mock in
            var till = try Till(mock)
            till.fields = ["Origin: \(Self.origin)", "Sec-Fetch-Site: cross-site"]
            try body(WireClient(port: mock.port), till)
        }
    }

    private static func preflight(_ path: String, origin: String = origin) -> String {
        """
        OPTIONS \(path) HTTP/1.1\r
        Host: localhost\r
        Origin: \(origin)\r
        Access-Control-Request-Method: POST\r
        Access-Control-Request-Headers: authorization,content-type\r
        Access-Control-Request-Private-Network: true\r
        \r

        """
    }

    @Test(
        "A browser that asks is told what a page may send",
        arguments: [
            "/suv/v1/vouchers", "/vouchers/confirmations", "/sandboxes/mine/suv/v1/redemptions",
            "/suv/v1/vouchers/1/retry", "/suv/v1/no-such-path",
        ])
    func preflights(path: String) async throws {
        try await withOpenMock { client, _ in
            let answer = try client.exchange(Self.preflight(path))
            #expect(answer.status == 204)
            #expect(answer["Access-Control-Allow-Origin"] == Self.origin)
            #expect(answer["Access-Control-Allow-Methods"]?.contains("POST") == true)
            let fields = answer["Access-Control-Allow-Headers"]?.lowercased() ?? ""
            for field in ["authorization", "content-type", "x-sandbox"] {
                #expect(fields.contains(field), "\(field)")
            }
            #expect(answer["Access-Control-Allow-Private-Network"] == "true")
            #expect(answer["Vary"] == "Origin")
        }
    }

    @Test("Every answer may be read by the page: success, errors, refusals, and what is spoilt")
    func answers() async throws {
        let text = """
            rules:
              - {name: cut, on: [lookup], replies: [garbled: malformed-json]}
              - {name: busy, on: [retry], replies: [error: 503 UPSTREAM_UNAVAILABLE]}
            """
        try await withOpenMock(playing: text) { _, till in
            let sale = try till.provision(uuid(1))
            #expect(sale.status == 201)
            #expect(sale.response["Access-Control-Expose-Headers"]?.contains("Location") == true)
            let replies = [
                sale.response, try till.retry(uuid(1)).response,
                try till.post("/vouchers", [:]).response, try till.post("/nothing", [:]).response,
                try till.post("/products", [:]).response,
                try till.client.exchange(till.getRequest("/vouchers?voucherCode=1")),
                try till.client.exchange(
                    "GET /suv/v1/products HTTP/1.1\r\nHost: h\r\nOrigin: \(Self.origin)\r\n\r\n"),
            ]
            let statuses = replies.map(\.status)
            #expect(statuses == [201, 503, 400, 404, 405, statuses[5], statuses[6]])
            #expect([400, 401].contains(statuses[6]))
            for reply in replies {
                #expect(reply["Access-Control-Allow-Origin"] == Self.origin, "\(reply.status)")
                #expect(reply["Vary"] == "Origin", "\(reply.status)")
            }
        }
    }

    @Test("A page that is a till makes a sandbox by its first message")
    func sandboxes() async throws {
        try await withOpenMock { client, till in
            var till = till
            till.basePath = "/sandboxes/page/suv/v1"
            #expect(try till.client.exchange(till.getRequest("/products")).status == 200)
            let seen = try client.exchange(
                "GET /_mock/sandboxes/page HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(seen.status == 200)
        }
    }

    @Test("Other origins learn nothing, the control API is never opened, and * is for all")
    func others() async throws {
        try await withOpenMock { client, till in
            let answer = try client.exchange(
                Self.preflight("/suv/v1/vouchers", origin: "https://evil.example"))
            #expect(answer["Access-Control-Allow-Origin"] == nil)
            for path in ["/_mock/metrics", "/_mock/sandboxes/a", "/suv/v1/testServerAdmin/reset"] {
                let answer = try client.exchange(Self.preflight(path))
                #expect(answer["Access-Control-Allow-Origin"] == nil, "\(path)")
            }
            var stranger = till
            stranger.fields = ["Origin: https://evil.example"]
            let reply = try stranger.provision(uuid(1)).response
            #expect(reply["Access-Control-Allow-Origin"] == nil)
            #expect(reply["Vary"] == "Origin")
        }
        try await withOpenMock(["*"]) { client, _ in
            let answer = try client.exchange(Self.preflight("/suv/v1/vouchers"))
            #expect(answer["Access-Control-Allow-Origin"] == Self.origin)
        }
    }

    @Test("Without the option no answer speaks of origins")
    func closed() async throws {
        try await withOpenMock([]) { client, till in
            #expect(try till.provision(uuid(1)).response["Vary"] == nil)
            let answer = try client.exchange(Self.preflight("/suv/v1/vouchers"))
            #expect(answer["Access-Control-Allow-Origin"] == nil)
        }
    }
}
