import Conformance
import ElectrumMock
import ElectrumSwitch
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// The library for tests in Swift, in the process of the test.
@Suite(.blocking) struct ClientLibraryTests {
    private static let failing = """
        rules:
          - name: outage
            on: [provision, retry]
            replies: [error: 503 UPSTREAM_UNAVAILABLE, normal]
        """

    private func withSandbox(
        playing play: MockSandbox.Play = .yaml(failing), clock: MockSandbox.Clock = .real,
        _ body: (MockSandbox, Till) async throws -> Void
    ) async throws {
        let mock = try await MockServer.start(
            scenarios: [ShippedScenarios.directory])
        let sandbox = try mock.sandbox("mine", playing: play, seed: 7, clock: clock)
        var till = try Till(mock)
        till.basePath = "/sandboxes/mine/suv/v1"
        #expect(sandbox.url == "http://127.0.0.1:\(mock.port)\(till.basePath)")
        do {
            try await body(sandbox, till)
            await mock.stop(graceMs: 100)
        } catch {
            await mock.stop(graceMs: 0)
            throw error
        }
    }

    @Test("It knows the standard scenarios and profiles, also beside those of a directory")
    func standardScenarios() async throws {
        let directory = TemporaryDirectory()
        try directory.write("{title: Mine, rules: []}", to: "mine.yaml")
        for directories in [[], [directory.path]] {
            let mock = try await MockServer.start(scenarios: directories)
            _ = try mock.sandbox("a", playing: .named("f1-dual-success"))
            let known = "rules: [{name: a, when: {provider: ott}, replies: [normal]}]"
            _ = try mock.sandbox("b", playing: .yaml(known))
            #expect(throws: ScenarioNotFound.self) { try mock.sandbox("a", playing: .named("f0")) }
            var till = try Till(mock)
            till.receiver = "Netcare"
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.retry(uuid(1)).status == 404)
            await mock.stop(graceMs: 100)
        }
    }

    @Test("A sandbox plays the text of a scenario, and shows journal, transactions and verdict")
    func looks() async throws {
        try await withSandbox { sandbox, till in
            #expect(try till.provision(uuid(1)).status == 503)
            let code = try till.retry(uuid(1)).voucherCode
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            let entries = try await sandbox.journal(.provision, .retry, on: uuid(1))
            #expect(entries.map(\.description) == ["2 provision 503", "3 retry 201"])
            #expect(entries.map(\.rule) == ["outage", "outage"])
            #expect(entries[0].fault == "error 503 UPSTREAM_UNAVAILABLE")
            #expect(entries[0].request.contains(uuid(1)))
            let transaction = try await sandbox.transaction(uuid(1).uppercased())
            #expect(transaction?.voucherCode == code)
            #expect(transaction?.state == "confirmed")
            #expect(transaction?.providerState == "confirmed")
            #expect(transaction?.attempts == 2)
            #expect(try await sandbox.transaction(uuid(9)) == nil)
            let report = try sandbox.report()
            #expect(report.sandbox == "mine")
            #expect(report.messageCount == 3)
        }
    }

    @Test("It plays a scenario of the directories by name")
    func named() async throws {
        try await withSandbox(playing: .named("flows/f5-upstream-declined")) { _, till in
            let status = try till.provision(uuid(1)).status
            #expect((400..<500).contains(status))
        }
    }

    @Test("What is wrong with name, scenario or text is told when the sandbox is made")
    func mistakes() async throws {
        try await withMock { mock in
            #expect(throws: MockSandbox.Failure.self) { try mock.sandbox("no name") }
            let unknown = #expect(throws: (any Error).self) {
                try mock.sandbox("mine", playing: .named("nonsense"))
            }
            #expect(unknown.map { "\($0)".contains("nonsense") } == true)
            let broken = #expect(throws: (any Error).self) {
                try mock.sandbox("mine", playing: .yaml("rule: []"))
            }
            #expect(broken.map { "\($0)".contains("did you mean `rules`?") } == true)
        }
    }

    @Test("It waits for messages, in an order too, from before and after it asks")
    func arrival() async throws {
        try await withSandbox { sandbox, till in
            async let entries = sandbox.arrival(of: .provision, count: 2)
            async let order: Void = sandbox.arrival(inOrder: [.provision, .retry, .reverse])
            for number in 1...2 { _ = try till.provision(uuid(number)) }
            _ = try till.retry(uuid(1))
            _ = try till.reverse(uuid(1), id: uuid(3))
            #expect(try await entries.map(\.transaction) == [uuid(1), uuid(2)])
            try await order
            try await sandbox.arrival(of: .reverse, on: uuid(1), within: .zero)
        }
    }

    @Test("What does not arrive in time is told with what did")
    func late() async throws {
        try await withSandbox { sandbox, till in
            _ = try till.provision(uuid(1))
            let failure = await #expect(throws: MockSandbox.Failure.self) {
                try await sandbox.arrival(
                    of: .provision, .retry, count: 2, within: .milliseconds(20))
            }
            #expect(failure?.description.contains("2 provision 503") == true)
        }
    }

    @Test("It waits for a time without a message, and fails when there is one")
    func absence() async throws {
        try await withSandbox { sandbox, till in
            try await sandbox.absence(of: .reverse, for: .milliseconds(20))
            _ = try till.reverse(uuid(1), id: uuid(2))
            await #expect(throws: MockSandbox.Failure.self) {
                try await sandbox.absence(of: .reverse, for: .seconds(60))
            }
        }
    }

    @Test("A wait ends with the task that waits")
    func cancellation() async throws {
        try await withSandbox { sandbox, _ in
            let waiting = Task {
                try await sandbox.arrival(of: .provision, within: .seconds(600))
            }
            waiting.cancel()
            await #expect(throws: MockSandbox.Failure.self) { try await waiting.value }
        }
    }

    @Test("It moves the manual clock, and lets happen what falls due")
    func clock() async throws {
        let outage = """
            rules:
              - {name: away, on: [deliver], during: {for: 60s}, replies: [lost: request]}
              - {name: slow, on: [provision], replies: [delay: 5s]}
            """
        try await withSandbox(playing: .yaml(outage), clock: .manual) { sandbox, till in
            till.client.send(till.message(.provision, on: uuid(1)))
            try await sandbox.arrival(of: .provision)
            #expect(!till.client.hasInput(withinMs: 0))
            try await sandbox.advance(by: .milliseconds(4_999.5))
            #expect(try till.client.readResponse().status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
            #expect(try await sandbox.undelivered() == [uuid(1)])
            try await sandbox.advanceUntilIdle()
            #expect(try await sandbox.undelivered() == [])
            #expect(try await sandbox.journal(.deliverConfirm).last?.status == 202)
        }
    }

    @Test("A sandbox that was removed is unknown")
    func removal() async throws {
        try await withSandbox { sandbox, _ in
            try await sandbox.remove()
            let failure = await #expect(throws: MockSandbox.Failure.self) {
                try await sandbox.journal()
            }
            #expect(failure?.description.contains("no sandbox mine") == true)
        }
    }

    @Test("Token and address of the control API are not in the way")
    func guarded() async throws {
        try await withMock {
            $0.switching.adminToken = "s3cret"
            $0.adminListen = $0.listen[0]
        } _: { mock in
            let sandbox = try mock.sandbox("mine")
            #expect(try await sandbox.journal() == [])
        }
    }
}
