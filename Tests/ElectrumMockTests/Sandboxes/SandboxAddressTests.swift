import Conformance
import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing

/// Sandboxes whose set-up stands in the address, and those that nobody made.
@Suite(.blocking) struct SandboxAddressTests {
    private static let scenario = "f6-upstream-unknown-retries-succeed"
    private static let address = "/sandboxes/job-5;scenario=\(scenario);seed=9;clock=manual"

    private func withScenarios(
        _ configure: (inout MockServer.Configuration) -> Void = { _ in },
        _ body: (MockServer) throws -> Void
    ) async throws {
        try await withMock {
            try $0.useProjectScenarios()
            configure(&$0)
        } _: { mock in
            try body(mock)
        }
    }

    @Test("The first message makes the sandbox as its address says, and all others find it so")
    func made() async throws {
        try await withScenarios { mock in
            var till = try Till(mock)
            till.basePath = Self.address + "/suv/v1"
            #expect(try till.provision(uuid(1)).status >= 500)
            #expect(try till.reverse(uuid(1), id: uuid(2)).status == 202)
            let seen = try ControlledSandbox("job-5", of: mock).ask("GET").json
            #expect(seen["scenario"]?.text == "flows/" + Self.scenario)
            #expect(seen["seed"] == 9)
            #expect(seen["clock"] == "manual")
            let journal = try ControlledSandbox("job-5", of: mock).ask("GET", "/journal").json
            #expect(journal["records"]?[0]?["madeBy"] == "address")
        }
    }

    @Test("The header says it as the path does, and so does a name written with percent signs")
    func header() async throws {
        try await withScenarios { mock in
            var till = try Till(mock)
            till.fields = ["X-Sandbox: by-header;scenario=flows%2F\(Self.scenario)"]
            #expect(try till.provision(uuid(1)).status >= 500)
            let seen = try ControlledSandbox("by-header", of: mock).ask("GET").json
            #expect(seen["scenario"]?.text == "flows/" + Self.scenario)
            till.fields = []
            till.basePath = "/sandboxes/%6Aob-6;seed=3/suv/v1"
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try ControlledSandbox("job-6", of: mock).ask("GET").json["seed"] == 3)
        }
    }

    @Test(
        "A set-up that is not understood is refused, and makes no sandbox",
        arguments: [
            ("seed=x", 400, "whole number"), ("seed=-1", 400, "whole number"),
            ("clock=slow", 400, "real nor manual"), ("sed=7", 400, "sed is not known"),
            ("seed=7;seed=8", 400, "twice"), ("scenario", 400, "NAME=VALUE"),
            ("seed=", 400, "NAME=VALUE"), (";", 400, "NAME=VALUE"),
            ("scenario=f1-dual-sucess", 404, "did you mean `f1-dual-success`?"),
        ])
    func mistakes(setup: String, status: Int, message: String) async throws {
        try await withScenarios { mock in
            var till = try Till(mock)
            till.basePath = "/sandboxes/job-5;\(setup)/suv/v1"
            let reply = try till.provision(uuid(1))
            #expect(reply.status == status)
            #expect(reply.json.description.contains(message), "\(reply.json)")
            #expect(reply.json["id"]?.text == uuid(1))
            #expect(try ControlledSandbox("job-5", of: mock).ask("GET").status == 404)
        }
    }

    @Test("An address that disagrees with the sandbox is refused, one that says less is not")
    func disagreement() async throws {
        try await withScenarios { mock in
            let sandbox = try ControlledSandbox("job-5", of: mock)
            try sandbox.reset(["scenario": "faults/lost-reply-close", "seed": 4])
            var till = try Till(mock)
            for (setup, status) in [
                ("seed=5", 409), ("clock=manual", 409), ("scenario=\(Self.scenario)", 409),
                ("seed=4", 404), ("clock=real", 404), ("seed=4;scenario=lost-reply-close", 404),
                ("scenario=faults%2Flost-reply-close", 404), ("seed=5", 409),
            ] {
                till.basePath = "/sandboxes/job-5;\(setup)/suv/v1"
                // A reversal of what was never seen: 404 from the sandbox itself.
                #expect(try till.reverse(uuid(1), id: uuid(2)).status == status, "\(setup)")
            }
        }
    }

    @Test("The name of a scenario may have its slash as it is, where the base URL ends it")
    func plainSlash() async throws {
        try await withScenarios { mock in
            var till = try Till(mock)
            till.basePath = "/sandboxes/plain;scenario=faults/lost-reply-close;seed=4/suv/v1"
            #expect(try till.reverse(uuid(1), id: uuid(2)).status == 404)
            let sandbox = try ControlledSandbox("plain", of: mock)
            #expect(try sandbox.ask("GET").json["scenario"] == "faults/lost-reply-close")
            till.basePath = "/sandboxes/other;scenario=faults/lost-reply-close"
            let reply = try till.provision(uuid(1))
            #expect(reply.status == 404)
            #expect(reply.json.description.contains("is written %2F"))
        }
    }

    // MARK: Evicted, and never made

    @Test("Who goes on in a sandbox that has made room is told so, until somebody makes it anew")
    func evicted() async throws {
        try await withScenarios {
            $0.switching.sandboxesMax = 2
        } _: { mock in
            var till = try Till(mock)
            for name in ["a", "b", "c"] {
                till.basePath = "/sandboxes/\(name)/suv/v1"
                #expect(try till.provision(uuid(1)).status == 201)
            }
            for base in ["/sandboxes/a", "/sandboxes/a;seed=7"] {
                till.basePath = base + "/suv/v1"
                let reply = try till.confirm(uuid(1), id: uuid(2))
                #expect(reply.status == 410)
                #expect(reply.json.description.contains("PUT /_mock/sandboxes/a"))
            }
            let sandbox = try ControlledSandbox("a", of: mock)
            #expect(try sandbox.ask("GET", "/journal").status == 410)
            #expect(try sandbox.reset().status == 201)
            till.basePath = "/sandboxes/a/suv/v1"
            #expect(try till.provision(uuid(1)).status == 201)
            till.basePath = "/sandboxes/b/suv/v1"
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 410)
            #expect(try ControlledSandbox("b", of: mock).ask("DELETE").status == 204)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 404)
            let metrics = try ControlClient(mock).exchange("GET", "/metrics").text
            #expect(metrics.contains("electrum_mock_sandboxes_evicted_total 3\n"))
        }
    }

    @Test("Explicit sandboxes are made by tests and addresses, not by messages")
    func explicit() async throws {
        try await withScenarios {
            $0.switching.hasExplicitSandboxes = true
        } _: { mock in
            var till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            till.basePath = "/sandboxes/typo/suv/v1"
            let reply = try till.provision(uuid(1))
            #expect(reply.status == 404)
            #expect(reply.json.description.contains("Nobody has made the sandbox typo"))
            #expect(try ControlledSandbox("typo", of: mock).ask("GET").status == 404)
            try ControlledSandbox("typo", of: mock).reset()
            #expect(try till.provision(uuid(1)).status == 201)
            till.basePath = "/sandboxes/other;seed=7/suv/v1"
            #expect(try till.provision(uuid(1)).status == 201)
        }
    }

    // MARK: Refused

    @Test(
        "A till's message that gets no sandbox is told in the default one and fails D13",
        arguments: [
            ("/sandboxes/lost;scenario=f1-dual-sucess", 404), ("/sandboxes/lost", 404),
            ("/sandboxes/there;seed=5", 409), ("/sandboxes/gone", 410),
            ("/sandboxes/lost;sed=5", 400),
        ])
    func refused(base: String, status: Int) async throws {
        try await withScenarios {
            $0.switching.sandboxesMax = 2
            $0.switching.hasExplicitSandboxes = true
        } _: { mock in
            for name in ["gone", "there", "other"] {
                try ControlledSandbox(name, of: mock).reset(["seed": 4])
            }
            var till = try Till(mock)
            till.basePath = base + "/suv/v1"
            #expect(try till.provision(uuid(1)).status == status)
            let answer = try till.client.exchange(till.request("/wouchers", body: "{}"))
            #expect(answer.status == 404)
            let records = try ControlledSandbox(of: mock).records().filter { $0["kind"] == nil }
            #expect(records.map { $0["operation"]?.text } == ["provision", "unknown"])
            #expect(records.first?["status"]?.integer == Int64(status))
            #expect(records.first?["transaction"] == nil || records.first?["messageId"] == .null)
            let name = base.dropFirst("/sandboxes/".count).prefix { $0 != ";" }
            for record in records {
                #expect(record["refused"]?.text?.contains("sandbox \(name): ") == true)
            }
            let rule = try mock.report().rules.first { $0.id == "D13" }
            #expect(rule?.verdict == .fail)
            #expect(rule?.findings.first?.message.contains("sandbox \(name)") == true)
        }
    }

    @Test("A page's stray request leaves nothing, wherever it leads")
    func page() async throws {
        try await withScenarios { mock in
            var till = try Till(mock)
            till.fields = ["Origin: https://evil.example", "Sec-Fetch-Site: cross-site"]
            till.basePath = "/sandboxes/lost;scenario=none/suv/v1"
            #expect(try till.provision(uuid(1)).status == 404)
            _ = try till.client.exchange(till.request("/wouchers", body: "{}"))
            #expect(try ControlledSandbox(of: mock).records().isEmpty)
        }
    }

    @Test("Journal and report say that a sandbox was made by its first message")
    func firstMessage() async throws {
        try await withScenarios { mock in
            var till = try Till(mock)
            for name in ["made", "found", "default"] {
                if name == "made" { try ControlledSandbox(name, of: mock).reset() }
                till.basePath = "/sandboxes/\(name)/suv/v1"
                #expect(try till.provision(uuid(1)).status == 201)
                let isFound = name == "found"
                let sandbox = try ControlledSandbox(name, of: mock)
                let first = try sandbox.ask("GET", "/journal").json["records"]?[0]
                #expect(first?["madeBy"]?.text == (isFound ? "first-message" : nil))
                let note = try mock.report(sandbox: name).note ?? ""
                #expect(note.contains("made by its first message") == isFound, "\(name)")
            }
        }
    }

    @Test("A mock that is started again knows which sandboxes there were, and which made room")
    func replayed() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path + "/journal"
        for life in 1...2 {
            let journal = try JournalFile(path: path) { _ in }
            try await withScenarios {
                $0.journal = journal
                $0.switching.sandboxesMax = 2
            } _: { mock in
                var till = try Till(mock)
                till.basePath = Self.address + "/suv/v1"
                if life == 1 {
                    #expect(try till.provision(uuid(1)).status >= 500)
                    for name in ["b", "c"] {
                        till.basePath = "/sandboxes/\(name)/suv/v1"
                        #expect(try till.provision(uuid(1)).status == 201)
                    }
                } else {
                    #expect(try till.provision(uuid(1)).status == 410)
                    till.basePath = "/sandboxes/c;seed=7/suv/v1"
                    #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
                }
            }
        }
    }
}
