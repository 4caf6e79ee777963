import ElectrumMock
import ElectrumSwitch
import HTTPServing
import JSONTree
import Testing
import WireTesting

/// What a page in a browser may do to a mock on the same machine: nothing.
@Suite(.blocking) struct BrowserTests {
    private static let reads = [
        "/metrics", "/health", "/scenarios", "/sandboxes/mine", "/sandboxes/mine/journal",
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
