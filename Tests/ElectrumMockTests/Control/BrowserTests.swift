import Conformance
import ElectrumMock
import ElectrumSwitch
import HTTPServing
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// The rights of a browser's page on a mock of the same machine: none.
@Suite(.blocking) struct BrowserTests {
    private static let reads = [
        "/metrics", "/health", "/scenarios", "/openapi.json", "/sandboxes", "/sandboxes/mine",
        "/sandboxes/mine/journal",
        "/sandboxes/mine/transactions", "/sandboxes/mine/queue", "/sandboxes/mine/report",
        "/sandboxes/mine/journal/await?count=0&timeout=1ms",
    ]

    /// A mock with a sandbox `mine` that plays by a manual clock.
    private func withSandbox(
        _ configure: (inout MockServer.Configuration) -> Void = { _ in },
        _ body: (MockServer, ControlClient) throws -> Void
    ) async throws {
        try await withMock {
            configure(&$0)
        } _: { mock in
            try ControlledSandbox("mine", of: mock).reset(["clock": "manual"])
            try body(mock, ControlClient(mock))
        }
    }

    // MARK: Names

    @Test("The control API answers to loopback names and addresses alone, on whatever port")
    func loopbackNames() async throws {
        try await withSandbox { _, control in
            for name in ["localhost", "LOCALHOST:1", "127.0.0.1", "127.9.9.9:80", "[::1]:8080"] {
                for path in Self.reads {
                    let status = try control.exchange("GET", path, fields: ["Host: \(name)"]).status
                    #expect(status == 200, "\(name) \(path)")
                }
            }
            let strangers = [
                "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.nip.io",
                "electrum", "192.0.2.1", "[2001:db8::1]", "127.evil.example",
            ]
            for name in strangers {
                for path in Self.reads {
                    let reply = try control.exchange("GET", path, fields: ["Host: \(name)"])
                    #expect(reply.status == 421, "\(name) \(path)")
                    #expect(reply.text.contains("--allow-host"))
                }
            }
        }
    }

    @Test("On all addresses it answers to addresses and to names without a dot, too")
    func openNames() async throws {
        try await withSandbox {
            $0.listen = [ListenAddress(host: "0.0.0.0", port: 0)]
        } _: { _, control in
            for (name, status) in [
                ("electrum:8080", 200), ("192.0.2.1", 200), ("[2001:db8::1]:80", 200),
                ("evil.example", 421), ("1.2.3.evil", 421),
            ] {
                let reply = try control.exchange("GET", "/metrics", fields: ["Host: \(name)"])
                #expect(reply.status == status, "\(name)")
            }
        }
    }

    @Test(
        "A name that is allowed is answered to, and all are by *",
        arguments: [["mock.example"], ["*"]])
    func allowedNames(names: [String]) async throws {
        try await withSandbox {
            $0.switching.allowedHosts = names
        } _: { _, control in
            for (name, isListed) in [("Mock.example:8080", true), ("other.example", false)] {
                let reply = try control.exchange("GET", "/metrics", fields: ["Host: \(name)"])
                #expect(reply.status == (isListed || names == ["*"] ? 200 : 421), "\(name)")
            }
        }
    }

    // MARK: Pages

    @Test(
        "What a browser sends for a page of another origin is refused, and counted",
        arguments: [
            "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site",
            "Origin: https://evil.example", "Origin: null", "Origin: http://localhost:3000",
        ])
    func pages(field: String) async throws {
        try await withSandbox { mock, control in
            for path in Self.reads {
                #expect(try control.exchange("GET", path, fields: [field]).status == 403, "\(path)")
            }
            let clock = "/sandboxes/mine/clock"
            let moved = try control.exchange("POST", clock, "{\"advance\":\"1h\"}", fields: [field])
            #expect(moved.status == 403)
            #expect(
                try control.exchange("DELETE", "/sandboxes/mine", fields: [field]).status == 403)
            var till = try Till(mock)
            till.fields = [field]
            let reset = ["userDataWillBeLost": "TRUE", "resetUserData": "TRUE"] as JSON
            #expect(try till.post("/testServerAdmin/reset", reset).status == 403)
            let metrics = try control.exchange("GET", "/metrics").text
            let count = Self.reads.count + 3
            #expect(
                metrics.contains("electrum_mock_browser_refusals_total{status=\"403\"} \(count)\n"))
        }
    }

    @Test("The mock's own origin and the address bar may read")
    func ownOrigin() async throws {
        try await withSandbox { mock, control in
            let own: [[String]] = [
                ["Host: localhost:\(mock.port)", "Origin: http://localhost:\(mock.port)"],
                ["Sec-Fetch-Site: same-origin"], ["Sec-Fetch-Site: none"],
            ]
            for fields in own {
                let answer = try control.exchange("GET", "/metrics", fields: fields)
                #expect(answer.status == 200, "\(fields)")
            }
        }
    }

    @Test(
        "A body that a form can send moves no clock, makes no sandbox and resets no client",
        arguments: ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
    func forms(contentType: String) async throws {
        try await withSandbox { mock, control in
            let field = ["Content-Type: \(contentType)"]
            let clock = try control.exchange(
                "POST", "/sandboxes/mine/clock", "{\"advance\":\"1h\"}", fields: field)
            #expect(clock.status == 415)
            let put = try control.exchange("PUT", "/sandboxes/other", "{}", fields: field)
            #expect(put.status == 415)
            let records = try control.ask("GET", "/sandboxes/mine/journal").json["records"]?.items
            #expect(records?.count == 1)

            let client = try WireClient(port: mock.port)
            let body = "{\"userDataWillBeLost\":\"TRUE\",\"resetUserData\":\"TRUE\"}"
            let reset = try client.exchange(
                Self.simple("POST", "/suv/v1/testServerAdmin/reset", contentType, body))
            #expect(reset.status == 415)
        }
    }

    @Test("What a page can have sent without asking makes no sandbox and puts none out")
    func makesNothing() async throws {
        try await withMock {
            $0.switching.sandboxesMax = 3
        } _: { mock in
            let mine = try ControlledSandbox("mine", of: mock)
            try mine.reset()
            let client = try WireClient(port: mock.port)
            for number in 1...20 {
                let base = "/sandboxes/image-\(number);seed=\(number)/suv/v1"
                for request in [
                    Self.simple("GET", base + "/vouchers?voucherCode=7"),
                    Self.simple("GET", base + "/products"), Self.simple("GET", base + "/no"),
                    Self.simple("GET", base + "/refunds"),
                    Self.simple("POST", base + "/vouchers", "text/plain", "{}"),
                    Self.simple("POST", base + "/testServerAdmin/reset"),
                ] {
                    #expect(try client.exchange(request).status >= 400)
                }
            }
            #expect(try mine.ask("GET").status == 200)
            let metrics = try ControlClient(mock).exchange("GET", "/metrics").text
            #expect(metrics.contains("electrum_mock_sandboxes_made_total 1\n"))
            #expect(metrics.contains("electrum_mock_sandboxes_evicted_total 0\n"))
        }
    }

    /// A request to the unmade sandbox `fresh`, and what it does there.
    private struct First: Sendable {
        let line: String
        var fields: [String] = []
        var body = "{}"
        let makes: Bool

        init(_ line: String, _ fields: [String] = [], body: String = "{}", makes: Bool) {
            self.line = line
            self.fields = fields
            self.body = body
            self.makes = makes
        }

        static let credentials = "Authorization: Basic MjIyMjIyMjI6c2VjcmV0"
        static let json = "Content-Type: application/json"
        static let form = "Content-Type: application/x-www-form-urlencoded"
        static let lookup = "GET /vouchers?voucherCode=7&clientId=1"
    }

    private static let firsts: [First] = [
        First(First.lookup, [First.credentials], makes: true),
        First("HEAD /products", [First.credentials], makes: true),
        First("GET /redemptions/\(uuid(1))", [First.credentials], makes: true),
        First(First.lookup, makes: false),
        First(First.lookup, ["X-Sandbox: fresh"], makes: false),
        First(First.lookup, [First.credentials, "Sec-Fetch-Site: none"], makes: false),
        First(First.lookup, [First.credentials, "Sec-Fetch-Site: same-origin"], makes: false),
        First(First.lookup, [First.credentials, "Origin: http://127.0.0.1"], makes: false),
        First("GET /products", [First.credentials, "Origin: null"], makes: false),
        First("GET /vouchers/none/of/these", [First.credentials], makes: false),
        First("POST /vouchers/none/of/these", [First.credentials, First.json], makes: false),
        First("GET /vouchers/confirmations", [First.credentials], makes: false),
        First("DELETE /vouchers", [First.credentials], makes: false),
        First("OPTIONS /vouchers", [First.credentials], makes: false),
        First("POST /vouchers", [First.json], makes: true),
        First("POST /vouchers", [First.credentials, First.json], makes: true),
        First("POST /vouchers", [First.credentials, "Content-Type: text/plain"], makes: false),
        First("POST /vouchers", [First.credentials], makes: false),
        First("POST /redemptions", ["X-Sandbox: fresh", First.form], makes: false),
        First(
            "POST /vouchers", [First.credentials, First.json, "Content-Encoding: br"],
            makes: false),
        First(
            "POST /vouchers", [First.credentials, First.json, "Expect: wonders"], makes: false),
        First("POST /oauth/token", [First.form], body: "grant_type=password", makes: true),
        First(
            "POST /oauth/token", [First.form, "Origin: https://evil.example"],
            body: "grant_type=password", makes: false),
        First("POST /testServerAdmin/reset", [First.credentials], makes: false),
    ]

    @Test(
        "A sandbox is made by what tills send and no page can, with and without anonymous reads",
        arguments: [false, true])
    func firstUse(isAnonymous: Bool) async throws {
        try await withMock {
            $0.switching.authentication.hasAnonymousReads = isAnonymous
        } _: { mock in
            let sandbox = try ControlledSandbox("fresh", of: mock)
            for first in Self.firsts {
                let words = first.line.split(separator: " ")
                let isRead = ["GET", "HEAD", "OPTIONS"].contains(String(words[0]))
                let client = try WireClient(port: mock.port)
                client.send(
                    ([
                        "\(words[0]) /sandboxes/fresh/suv/v1\(words[1]) HTTP/1.1",
                        "Host: localhost",
                    ] + first.fields
                        + (isRead ? [] : ["Content-Length: \(first.body.utf8.count)"]))
                        .joined(separator: "\r\n") + "\r\n\r\n" + (isRead ? "" : first.body))
                let status = try client.readResponse(isToHEAD: words[0] == "HEAD").status
                #expect(status == 204 || status == 200 || status >= 400, "\(first)")
                #expect(
                    try sandbox.ask("GET").status == (first.makes ? 200 : 404),
                    "\(status) \(first)")
                if first.makes { #expect(try sandbox.ask("DELETE").status < 300) }
            }
        }
    }

    @Test("What a till sends wrongly and makes no sandbox by is told in the default one")
    func refusedRecords() async throws {
        try await withMock { mock in
            let sandbox = try ControlledSandbox(of: mock)
            var till = try Till(mock)
            till.basePath = "/sandboxes/fresh/suv/v1"
            #expect(try till.post("/wouchers", [:]).status == 404)
            #expect(try sandbox.records().count == 1)
            let wrong = till.message(.provision, on: uuid(1)).replacing(
                "Content-Type: application/json", with: "Content-Type: text/plain")
            #expect(try till.client.exchange(wrong).status == 415)
            #expect(try sandbox.records().count == 2)
            #expect(try mock.report().rules.first { $0.id == "D13" }?.verdict == .fail)
            let client = try WireClient(port: mock.port)
            let image = Self.simple("GET", "/sandboxes/fresh/suv/v1/wouchers")
            #expect(try client.exchange(image).status == 404)
            #expect(try sandbox.records().count == 2)
        }
    }

    // MARK: Spellings

    /// A request line, fields, and what it is answered with where loopback alone is listened on.
    private static let spellings: [(line: String, fields: [String], status: Int)] = [
        // RFC 9112 section 3.2.2: what the target says counts instead of Host.
        ("GET http://evil.example/_mock/metrics HTTP/1.1", ["Host: localhost"], 421),
        ("GET HTTP://EVIL.example:80/_mock/metrics HTTP/1.1", ["Host: 127.0.0.1"], 421),
        ("GET http://localhost/_mock/metrics HTTP/1.1", ["Host: evil.example"], 200),
        ("GET http://user@localhost/_mock/metrics HTTP/1.1", ["Host: localhost"], 400),
        ("GET http://localhost@evil.example/_mock/metrics HTTP/1.1", ["Host: localhost"], 400),
        ("GET http://evil.example/_mock/metrics HTTP/1.0", [], 421),
        (
            "GET http://localhost/_mock/metrics HTTP/1.1",
            ["Host: evil.example", "Origin: http://evil.example"], 403
        ),
        ("GET /_mock/metrics HTTP/1.0", [], 200),
        ("GET /_mock/metrics HTTP/1.0", ["Host: evil.example"], 421),
        ("GET /_mock/metrics HTTP/1.0", ["Origin: http://localhost"], 403),
        ("GET /_mock/metrics HTTP/1.1", [], 400),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost", "Host: evil.example"], 400),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost."], 200),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost.:80"], 200),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost.."], 421),
        ("GET /_mock/metrics HTTP/1.1", ["Host: evil.example."], 421),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost:"], 200),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost:evil"], 400),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost:80@evil.example"], 400),
        ("GET /_mock/metrics HTTP/1.1", ["Host: user@localhost"], 400),
        ("GET /_mock/metrics HTTP/1.1", ["Host: [::1%25lo]"], 400),
        ("GET /_mock/metrics HTTP/1.1", ["Host: [::1]evil.example"], 400),
        ("GET /_mock/metrics HTTP/1.1", ["Host: [::1]:8080"], 200),
        ("GET /_mock/metrics HTTP/1.1", ["Host: 127.0.0.1%2Eevil"], 421),
        ("GET /_mock/metrics HTTP/1.1", ["Host: evil%2Eexample"], 421),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost, evil.example"], 400),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost,evil.example"], 421),
        (
            "GET /_mock/metrics HTTP/1.1",
            ["Host: localhost", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"], 403
        ),
        (
            "GET /_mock/metrics HTTP/1.1",
            ["Host: localhost", "Sec-Fetch-Site: same-origin, cross-site"], 403
        ),
        (
            "GET /_mock/metrics HTTP/1.1",
            ["Host: localhost", "Origin: http://localhost", "Origin: http://evil.example"], 403
        ),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost", "Origin: null"], 403),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost", "Origin: "], 403),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost", "Origin: http://localhost"], 200),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost:80", "Origin: http://localhost"], 200),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost", "Origin: http://localhost:81"], 403),
        ("GET /_mock/metrics HTTP/1.1", ["Host: localhost", "Origin: file://"], 403),
    ]

    @Test("However host and origin are spelled, it is decided by what they name")
    func spelled() async throws {
        try await withMock { mock in
            for (line, fields, status) in Self.spellings {
                let client = try WireClient(port: mock.port)
                client.send(([line] + fields).joined(separator: "\r\n") + "\r\n\r\n")
                #expect(try client.readResponse().status == status, "\(line) \(fields)")
            }
        }
        try await withMock {
            $0.listen = [ListenAddress(host: "0.0.0.0", port: 0)]
        } _: { mock in
            for (name, status) in [("evil%2Eexample", 421), ("electrum", 200), ("a%2Db", 421)] {
                let client = try WireClient(port: mock.port)
                client.send("GET /_mock/metrics HTTP/1.1\r\nHost: \(name)\r\n\r\n")
                #expect(try client.readResponse().status == status, "\(name)")
            }
        }
    }

    @Test("The scheme of the token is read in any case", arguments: ["bearer", "BEARER", "Bearer"])
    func scheme(_ scheme: String) async throws {
        try await withMock {
            $0.switching.adminToken = "s3cret"
        } _: { mock in
            let field = "Authorization: \(scheme) s3cret"
            let control = try ControlClient(mock)
            #expect(try control.exchange("GET", "/metrics", fields: [field]).status == 200)
        }
    }

    /// A request as an image or a form has it sent.
    private static func simple(
        _ method: String, _ path: String, _ contentType: String = "", _ body: String = ""
    ) -> String {
        let type = contentType.isEmpty ? "" : "Content-Type: \(contentType)\r\n"
        return "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\(type)"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}
