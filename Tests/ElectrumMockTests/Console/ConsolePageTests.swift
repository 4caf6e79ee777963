import ElectrumMock
import ElectrumSwitch
import HTTPServing
import JSONTree
import TestSupport
import Testing

/// The console's page and its files, as a browser and a till meet them.
@Suite(.blocking) struct ConsolePageTests {
    private func get(
        _ path: String, accept: String = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
        _ fields: [String] = [], of mock: MockServer
    ) throws -> WireResponse {
        let hasHost = fields.contains { $0.hasPrefix("Host:") }
        let lines =
            ["GET \(path) HTTP/1.1"] + (hasHost ? [] : ["Host: localhost"])
            + ["Accept: \(accept)"] + fields
        return try WireClient(port: mock.port).exchange(
            lines.joined(separator: "\r\n") + "\r\n\r\n")
    }

    /// The addresses of the files that the index names.
    private static func files(in page: String) -> [String] {
        page.split(separator: "\"").filter { $0.hasPrefix("_mock/console/") }.map { "/\($0)" }
    }

    private static func undated(_ answer: WireResponse) -> [String] {
        answer.lines.filter { !$0.hasPrefix("Date:") }
    }

    @Test("A browser gets the page, which names files that exist and never change")
    func page() async throws {
        try await withMock { mock in
            let page = try get("/", of: mock)
            #expect(page.status == 200)
            #expect(page["Content-Type"] == "text/html; charset=utf-8")
            #expect(page["Cache-Control"] == "no-cache")
            #expect(page["Vary"]?.contains("Accept") == true)
            let files = Self.files(in: page.text)
            #expect(files.count >= 3)
            for path in files {
                let file = try get(path, accept: "*/*", of: mock)
                #expect(file.status == 200, "\(path)")
                #expect(file["Cache-Control"]?.contains("immutable") == true)
                #expect(file["X-Content-Type-Options"] == "nosniff")
            }
            let old = files[0].split(separator: "/").map { $0.count == 16 ? "0" : String($0) }
            #expect(try get("/" + old.joined(separator: "/"), of: mock).status == 404)
        }
    }

    @Test("Who has the page already is told so")
    func notModified() async throws {
        try await withMock { mock in
            let etag = try #require(try get("/", of: mock)["ETag"])
            #expect(try get("/", ["If-None-Match: \(etag)"], of: mock).status == 304)
            #expect(try get("/", ["If-None-Match: \"other\""], of: mock).status == 200)
        }
    }

    @Test("A file in gzip is the same to everybody, has a tag of its own, and is small")
    func gzip() async throws {
        try await withMock { mock in
            // The icon is too small to be worth it.
            let files = Self.files(in: try get("/", of: mock).text).filter { !$0.hasSuffix(".svg") }
            var tags: Set<String> = []
            for path in files {
                let first = try get(path, ["Accept-Encoding: gzip"], of: mock)
                let again = try get(path, ["Accept-Encoding: gzip"], of: mock)
                let plain = try get(path, of: mock)
                #expect(first["Content-Encoding"] == "gzip")
                #expect(plain["Content-Encoding"] == nil)
                #expect(first.body == again.body)
                #expect(first.body.count < plain.body.count / 2)
                tags.insert(try #require(first["ETag"]))
            }
            #expect(tags.count == files.count)
        }
    }

    @Test("The page forbids markup from text, other origins and frames")
    func policy() async throws {
        try await withMock { mock in
            let page = try get("/", of: mock)
            let policy = page["Content-Security-Policy"] ?? ""
            for part in [
                "default-src 'none'", "script-src 'self'", "connect-src 'self'",
                "frame-ancestors 'none'", "require-trusted-types-for 'script'",
                "trusted-types 'none'",
            ] {
                #expect(policy.contains(part), "\(part)")
            }
            #expect(page["Referrer-Policy"] == "no-referrer")
            let control = try ControlClient(mock)
            for path in ["/about", "/sandboxes/default/journal", "/events?wait=1ms"] {
                let answer = try control.exchange("GET", path)
                #expect(answer["X-Content-Type-Options"] == "nosniff", "\(path)")
                #expect(answer["Cross-Origin-Resource-Policy"] == "same-origin", "\(path)")
            }
            let report = try control.exchange("GET", "/sandboxes/default/report?format=html")
            let own = report["Content-Security-Policy"]
            #expect(own?.hasPrefix("default-src 'none'; style-src 'unsafe-inline'") == true)
        }
    }

    @Test(
        "A till that asks for / gets what it got before there was a page",
        arguments: ["*/*", "application/json", "application/json, text/plain"])
    func till(accept: String) async throws {
        try await withMock {
            $0.switching.servesConsole = false
        } _: { without in
            try await withMock { mock in
                let (answer, before) = (
                    try get("/", accept: accept, of: mock),
                    try get("/", accept: accept, of: without)
                )
                #expect(answer.status == 404)
                #expect(answer.text == before.text)
                #expect(Self.undated(answer) == Self.undated(before))
                // Without a console a browser is a till that has lost its way.
                #expect(try get("/", of: without).text == before.text)
            }
        }
    }

    @Test("Under a name that the control API does not answer to there is no page")
    func rebinding() async throws {
        try await withMock { mock in
            #expect(try get("/", ["Host: evil.example"], of: mock).status == 421)
            let path = Self.files(in: try get("/", of: mock).text)[0]
            #expect(try get(path, ["Host: evil.example"], of: mock).status == 421)
            // A link on another site may lead to it.
            #expect(try get("/", ["Sec-Fetch-Site: cross-site"], of: mock).status == 200)
        }
    }

    @Test("With a token the files are for all, what the page asks for is not")
    func token() async throws {
        try await withMock {
            $0.switching.adminToken = "secret"
        } _: { mock in
            #expect(try get("/", of: mock).status == 200)
            let control = try ControlClient(mock)
            for path in ["/about", "/events", "/sandboxes?view=summary", "/providers"] {
                #expect(try control.exchange("GET", path).status == 401, "\(path)")
            }
            let about = try control.exchange(
                "GET", "/about", fields: ["Authorization: Bearer secret"])
            #expect(try JSON(parsing: about.body)["needsToken"] == true)
        }
    }

    @Test("A sample sale passes the control API, with its token, to a switch at other addresses")
    func relay() async throws {
        try await withMock {
            $0.adminListen = ListenAddress(host: "127.0.0.1", port: 0)
            $0.switching.adminToken = "secret"
        } _: { mock in
            let digits = mock.adminURL.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
            let port = try #require(UInt16(digits))
            let body = try Till(mock).provisionRequest(uuid(1)).description
            let control = try ControlClient(port: port)
            let ask = { (path: String, token: String, fields: [String]) in
                try control.exchange(
                    "POST", "/sandboxes/mine/till/\(path)", body,
                    fields: fields + [
                        "Authorization: Bearer \(token)", "Content-Type: application/json",
                        "X-Till-Authorization: Basic MjIyMjIyMjI6c2VjcmV0",
                    ]
                ).status
            }
            #expect(try ask("vouchers", "wrong", []) == 401)
            #expect(try ask("vouchers", "secret", ["Origin: http://evil.example"]) == 403)
            #expect(try ask("vouchers", "secret", []) == 201)
            #expect(try ask("nothing/of/the/kind", "secret", []) == 404)
            #expect(try ask("..%2F..%2F_mock/stop", "secret", []) == 404)
        }
    }

    @Test("The page tells base URLs by the address at which it was asked")
    func about() async throws {
        try await withMock { mock in
            let about = try ControlClient(mock).ask(
                "GET", "/about", fields: "Host: localhost:9999")
            #expect(about.json["base"] == "http://localhost:9999/suv/v1")
            #expect(
                about.json["sandboxBase"] == "http://localhost:9999/sandboxes/{name}/suv/v1")
            #expect(about.json["loopback"] == true)
        }
    }
}
