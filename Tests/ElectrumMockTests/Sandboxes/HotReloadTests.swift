import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// Scenarios that are replaced while they are played.
@Suite(.blocking) struct HotReloadTests {
    private let directory = TemporaryDirectory()

    /// Fails the first provision of a sandbox with a status, and no other.
    private func write(_ name: String, failingWith status: Int) throws {
        let text = """
            rules:
              - name: first-fails
                on: [provision]
                per: sandbox
                replies: [error: \(status) UPSTREAM_UNAVAILABLE, normal]
            """
        try directory.write(text, to: "\(name).yaml")
    }

    private func withLibrary(
        _ body: (MockServer, _ changed: ControlledSandbox, _ other: ControlledSandbox) async throws
            -> Void
    ) async throws {
        try write("changing", failingWith: 503)
        try write("staying", failingWith: 503)
        try await withMock {
            $0.switching.library = try ScenarioLibrary(directories: [directory.path])
        } _: { mock in
            let changed = try ControlledSandbox("changed", of: mock)
            let other = try ControlledSandbox("other", of: mock)
            try changed.reset(["scenario": "changing"])
            try other.reset(["scenario": "staying"])
            try await body(mock, changed, other)
        }
    }

    /// The statuses of two provisions.
    private func provisions(from first: Int, in sandbox: ControlledSandbox, of mock: MockServer)
        throws -> [Int]
    {
        var till = try Till(mock)
        till.basePath = "/sandboxes/\(sandbox.name)"
        return try [first, first + 1].map { try till.provision(uuid($0)).status }
    }

    @Test("A sandbox whose scenario changed plays the new one from its beginning; others go on")
    func changed() async throws {
        try await withLibrary { mock, changed, other in
            #expect(try provisions(from: 1, in: changed, of: mock) == [503, 201])
            #expect(try provisions(from: 1, in: other, of: mock) == [503, 201])
            try write("changing", failingWith: 504)
            mock.replace(try ScenarioLibrary(directories: [directory.path]))
            #expect(try provisions(from: 3, in: changed, of: mock) == [504, 201])
            #expect(try provisions(from: 3, in: other, of: mock) == [201, 201])
        }
    }

    @Test("The journal tells of the change where it happened, and only in the sandbox concerned")
    func journal() async throws {
        try await withLibrary { mock, changed, other in
            #expect(try provisions(from: 1, in: changed, of: mock) == [503, 201])
            try write("changing", failingWith: 504)
            mock.replace(try ScenarioLibrary(directories: [directory.path]))
            #expect(try provisions(from: 3, in: changed, of: mock) == [504, 201])
            func kinds(_ sandbox: ControlledSandbox) throws -> [String] {
                let records = try sandbox.ask("GET", "/journal").json["records"]?.items ?? []
                return records.map { $0["kind"]?.text ?? $0["operation"]?.text ?? "" }
            }
            let message = "provision"
            #expect(
                try kinds(changed) == ["sandbox", message, message, "sandbox", message, message])
            #expect(try kinds(other) == ["sandbox"])
        }
    }

    @Test("Vouchers, seed and clock of a sandbox stay what they were")
    func kept() async throws {
        try await withLibrary { mock, changed, _ in
            #expect(try provisions(from: 1, in: changed, of: mock) == [503, 201])
            let before = try changed.ask("GET", "/transactions/\(uuid(2))").json
            try write("changing", failingWith: 504)
            mock.replace(try ScenarioLibrary(directories: [directory.path]))
            #expect(try changed.ask("GET", "/transactions/\(uuid(2))").json == before)
            #expect(try changed.ask("GET").json["seed"]?.integer == 7)
        }
    }

    @Test("New sandboxes play the new scenario, and one that is gone is played on where it was")
    func newAndGone() async throws {
        try await withLibrary { mock, changed, _ in
            #expect(try provisions(from: 1, in: changed, of: mock) == [503, 201])
            mock.replace(ScenarioLibrary())
            #expect(try provisions(from: 3, in: changed, of: mock) == [201, 201])
            #expect(try changed.ask("GET").json["scenario"]?.text == "changing")
            let late = try ControlledSandbox("late", of: mock)
            #expect(try late.ask("PUT", "", "{\"scenario\":\"changing\"}").status == 404)
        }
    }

    @Test("What was decided about a message before the change stays decided")
    func decided() async throws {
        try directory.write(
            "rules: [{name: slow, on: [provision], replies: [{delay: 5s}]}]", to: "slow.yaml")
        try await withMock {
            $0.switching.library = try ScenarioLibrary(directories: [directory.path])
        } _: { mock in
            let sandbox = try ControlledSandbox("mine", of: mock)
            try sandbox.reset(["scenario": "slow", "clock": "manual"])
            var till = try Till(mock)
            till.basePath = "/sandboxes/mine"
            till.client.send(till.message(.provision, on: uuid(1)))
            try sandbox.awaitArrival(of: "provision", on: uuid(1))
            try directory.write("rules: []", to: "slow.yaml")
            mock.replace(try ScenarioLibrary(directories: [directory.path]))
            #expect(!till.client.hasInput(withinMs: 0))
            try sandbox.advance("5s")
            #expect(try till.client.readResponse().status == 201)
            #expect(try till.provision(uuid(2)).status == 201)
        }
    }
}
