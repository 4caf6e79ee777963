import ElectrumMock
import ElectrumSwitch
import HTTPMessages
import HTTPServing
import JSONTree
import Scenarios
import TestSupport
import Testing

/// The making of sandboxes through the control API, and their list.
@Suite(.blocking) struct SandboxSetupTests {
    private static let unavailable = """
        seed: 9
        rules:
          - name: down
            on: [provision]
            replies: [error: 503 UPSTREAM_UNAVAILABLE]
        """

    private static func body(_ text: String) -> String {
        JSON.object(JSONObject([("yaml", .string(text))])).description
    }

    // MARK: Scenarios in the request

    @Test(
        "The text of a scenario comes as a member of JSON, or as YAML by any of its names",
        arguments: [
            "application/json", "application/yaml", "application/x-yaml", "text/yaml",
            "Text/X-YAML; charset=utf-8",
        ])
    func inline(contentType: String) async throws {
        try await withMock { mock in
            let isJSON = contentType == "application/json"
            let made = try ControlClient(mock).ask(
                "PUT", "/sandboxes/mine", isJSON ? Self.body(Self.unavailable) : Self.unavailable,
                fields: "Content-Type: \(contentType)")
            #expect(made.status == 201)
            #expect(made.json["seed"] == 9)
            var till = try Till(mock)
            till.basePath = "/sandboxes/mine/suv/v1"
            #expect(try till.provision(uuid(1)).status == 503)
        }
    }

    @Test("Seed and clock beside a text of YAML are in the query, and count for JSON, too")
    func query() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let path = "/sandboxes/mine?clock=manual&seed=5"
            for (type, body) in [
                ("application/yaml", Self.unavailable), ("application/json", "{}"),
            ] {
                let made = try control.ask("PUT", path, body, fields: "Content-Type: \(type)")
                #expect(made.json["clock"] == "manual", "\(made.json)")
                #expect(made.json["seed"] == 5)
            }
            let twice = try control.ask("PUT", path, "{\"seed\":5}")
            #expect(twice.status == 400)
            #expect(twice.json["errorMessage"] == "seed is given twice.")
        }
    }

    @Test("Mistakes are told with place, caret and hint, as check prints them; nothing is made")
    func mistakes() async throws {
        try await withMock { mock in
            let text = Self.unavailable.replacing("error:", with: "eror:")
            let reply = try ControlClient(mock).ask("PUT", "/sandboxes/mine", Self.body(text))
            #expect(reply.status == 400)
            let detail = reply.json["detailMessage"]
            let place = "    replies: [eror: 503 UPSTREAM_UNAVAILABLE]\n              ^"
            #expect(
                detail?["diagnostics"]?.items == [
                    [
                        "line": 5, "column": 15, "endColumn": 19, "message": "unknown key `eror`",
                        "sourceLine": "    replies: [eror: 503 UPSTREAM_UNAVAILABLE]",
                        "excerpt": .string(place), "hint": "did you mean `error`?",
                        "replacement": "error",
                    ]
                ])
            let printed = "mine.yaml:5:15: error: unknown key `eror`\n\(place)\nhint: did you mean"
            #expect(detail?["text"]?.text?.hasPrefix(printed) == true, "\(reply.json)")
            #expect(try ControlClient(mock).ask("GET", "/sandboxes/mine").status == 404)
        }
    }

    @Test("A client that accepts text gets what check prints, and a hint with every other error")
    func plainText() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let fields = ["Accept: text/plain", "Content-Type: application/json"]
            let body = Self.body("rules: 1")
            let put = try control.exchange("PUT", "/sandboxes/mine", body, fields: fields)
            #expect(put.status == 400)
            #expect(put["Content-Type"] == "text/plain; charset=utf-8")
            #expect(put.text.contains("\nmine.yaml:1:8: error: "), "\(put.text)")
            let get = try control.exchange("GET", "/sandboxes/no", fields: fields)
            #expect(get.text.hasPrefix("There is no sandbox no.\nPUT /_mock/sandboxes/no"))
        }
    }

    /// A text, and what is said to it.
    private static let hostile: [(text: String, message: String)] = [
        ("rules: " + String(repeating: "[", count: 70) + String(repeating: "]", count: 70), "deep"),
        ("title: " + String(repeating: "x", count: 1_048_600), "large"),
        (
            "rules:\n" + String(repeating: "  - {name: a, x: 1}\n", count: 3_000),
            "The scenario has"
        ),
    ]

    @Test("A text has the bounds of a file, and so have the mistakes that are told of it")
    func bounds() async throws {
        try await withMock {
            $0.limits.bodyBytesMax = 4 * 1024 * 1024
        } _: { mock in
            for (text, message) in Self.hostile {
                let reply = try ControlClient(mock).exchange(
                    "PUT", "/sandboxes/mine", text, fields: ["Content-Type: application/yaml"])
                #expect(reply.status == 400)
                #expect(reply.text.contains(message), "\(reply.text.prefix(300))")
                #expect(reply.body.count < 100_000)
            }
        }
    }

    @Test("A sandbox plays one scenario, given as text and not as bytes")
    func refused() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let both = "{\"scenario\":\"none\",\"yaml\":\"rules: []\"}"
            let reply = try control.ask("PUT", "/sandboxes/mine", both)
            #expect(reply.status == 400)
            #expect(reply.json["errorMessage"] == "A sandbox plays one scenario.")
            let client = try WireClient(port: mock.port)
            client.send(
                Array(
                    ("PUT /_mock/sandboxes/mine HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/yaml\r\nContent-Length: 2\r\n\r\n").utf8)
                    + [0xC3, 0x28])
            #expect(try client.readResponse().status == 400)
        }
    }

    @Test("It outlives a change of the files, also where one of them has the sandbox's name")
    func reload() async throws {
        let directory = TemporaryDirectory()
        try directory.write("rules: []", to: "mine.yaml")
        try await withMock { mock in
            _ = try ControlClient(mock).ask("PUT", "/sandboxes/mine", Self.body(Self.unavailable))
            mock.replace(try ScenarioLibrary(directories: [directory.path]))
            var till = try Till(mock)
            till.basePath = "/sandboxes/mine/suv/v1"
            #expect(try till.provision(uuid(1)).status == 503)
        }
    }

    @Test("It outlives a restart, since the journal has its text")
    func restart() async throws {
        let directory = TemporaryDirectory()
        let path = "\(directory.path)/journal"
        for life in 1...2 {
            try await withMock {
                $0.journal = try JournalFile(path: path) { _ in }
            } _: { mock in
                let control = try ControlClient(mock)
                if life == 1 {
                    _ = try control.ask("PUT", "/sandboxes/mine", Self.body(Self.unavailable))
                }
                var till = try Till(mock)
                till.basePath = "/sandboxes/mine/suv/v1"
                #expect(try till.provision(uuid(life)).status == 503)
            }
        }
    }

    // MARK: Addresses and lists

    @Test("The base URL for the till is that of the request, so it is right behind forwarded ports")
    func url() async throws {
        try await withMock { mock in
            let made = try ControlClient(mock).ask(
                "PUT", "/sandboxes/mine", fields: "Host: localhost:18080")
            #expect(made.json["url"] == "http://localhost:18080/sandboxes/mine/suv/v1")
        }
    }

    @Test("Where the control API has an address of its own, it is the one handed out to tills")
    func adminURL() async throws {
        try await withMock {
            $0.adminListen = ListenAddress(host: "127.0.0.1", port: 0)
        } _: { mock in
            let port = try #require(UInt16(mock.adminURL.split(separator: ":")[2].dropLast(6)))
            let made = try ControlClient(port: port).ask("PUT", "/sandboxes/mine")
            let base = mock.url.dropLast("/suv/v1".count)
            #expect(made.json["url"]?.text == "\(base)/sandboxes/mine/suv/v1")
        }
    }

    @Test("Sandboxes are listed by name, page by page, and none is kept from making room by that")
    func list() async throws {
        try await withMock {
            $0.switching.sandboxesMax = 300
        } _: { mock in
            let control = try ControlClient(mock)
            let names = (100..<400).map { "t\($0)" }
            for name in names.shuffled() { _ = try control.ask("PUT", "/sandboxes/\(name)") }
            var found: [String] = []
            var after = ""
            repeat {
                let page = try control.ask("GET", "/sandboxes?limit=130&after=\(after)")
                found += (page.json["sandboxes"]?.items ?? []).compactMap { $0["name"]?.text }
                after = page.json["next"]?.text ?? ""
            } while !after.isEmpty
            #expect(found == names)
            #expect(try control.ask("GET", "/sandboxes").json["sandboxes"]?.items?.count == 100)
            #expect(try control.ask("GET", "/sandboxes?limit=0").json["sandboxes"] == [])

            // The others were used after it.
            for name in names.dropFirst() { _ = try control.ask("GET", "/sandboxes/\(name)") }
            _ = try control.ask("GET", "/sandboxes")
            _ = try control.ask("PUT", "/sandboxes/new")
            #expect(try control.ask("GET", "/sandboxes/t100").status == 410)
        }
    }

    // MARK: Verdicts

    @Test("What is owed is inconclusive, and has failed in a report that is final")
    func final() async throws {
        try await withMock { mock in
            #expect(try Till(mock).provision(uuid(1)).status == 201)
            let control = try ControlClient(mock)
            for (query, verdict) in [
                ("", "inconclusive"), ("?final=false", "inconclusive"), ("?final=true", "fail"),
                ("", "inconclusive"),
            ] {
                let report = try control.ask("GET", "/sandboxes/default/report\(query)")
                #expect(report.json["verdict"]?.text == verdict, "\(query)")
            }
        }
    }

    @Test("A rule that never decided makes a final report inconclusive")
    func hollow() async throws {
        try await withMock { mock in
            let control = try ControlClient(mock)
            let text = "rules: [{name: r, on: [retry], replies: [normal]}]"
            _ = try control.ask("PUT", "/sandboxes/mine", Self.body(text))
            var till = try Till(mock)
            till.basePath = "/sandboxes/mine/suv/v1"
            _ = try till.provision(uuid(1))
            _ = try till.confirm(uuid(1), id: uuid(2))
            let path = "/sandboxes/mine/report?format=text&final=true"
            #expect(try control.exchange("GET", path).text.contains("inconclusive"))
        }
    }
}
