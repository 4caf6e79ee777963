import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// Tills that give up while the mock says nothing.
@Suite(.blocking) struct ImpatientTillTests {
    private static let tills = 40
    private static let messagesOfEach = 50
    private static let timeoutMs: Int32 = 50

    @Test("A till that gives up after 50 ms of a 10 s hang is found by an immediate query, always")
    func found() async throws {
        let scenario = try Scenario(
            name: "hang",
            yaml: """
                rules:
                  - name: hang
                    on: [provision]
                    replies:
                      - lost: reply
                        hold: 10s
                """, file: "hang.yaml")
        try await withMock {
            $0.switching.scenario = scenario
            $0.lanes = 4
        } _: { mock in
            try await withThrowingTaskGroup { group in
                for number in 0..<Self.tills {
                    group.addTask { try giveUp(in: "till-\(number)", of: mock) }
                }
                try await group.waitForAll()
            }
        }
    }

    /// One till, which gives up again and again; a sandbox of its own keeps its journal short.
    private func giveUp(in name: String, of mock: MockServer) throws {
        let sandbox = try ControlledSandbox(name, of: mock)
        try sandbox.reset()
        for number in 1...Self.messagesOfEach {
            var till = try Till(mock)
            till.basePath = "/sandboxes/\(name)/suv/v1"
            till.client.send(till.message(.provision, on: uuid(number)))
            #expect(!till.client.hasInput(withinMs: Self.timeoutMs))
            till.client.close()
            let records = try sandbox.records("?transaction=\(uuid(number))")
            #expect(records.map { $0["state"]?.text } == ["provisioned"], "\(name), \(number)")
        }
    }

    @Test(
        "A client that leaves is noticed at whatever point of its message it is",
        arguments: [
            "{processing: 1h}", "{delay: 1h}", "{lost: reply, hold: 1h}",
            "{lost: request, hold: 1h}",
            "{slow: {bytes: 1, every: 1h}}",
        ])
    func noticed(reply: String) async throws {
        let text = "rules: [{name: wait, on: [provision], replies: [\(reply)]}]"
        let scenario = try Scenario(name: "wait", yaml: text, file: "wait.yaml")
        try await withMock {
            $0.switching.scenario = scenario
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = try Till(mock)
            till.client.send(till.message(.provision, on: uuid(1)))
            try sandbox.awaitArrival(of: "provision", on: uuid(1))
            #expect(try sandbox.records().first?["ended"]?.text == "pending")
            till.client.close()
            let record = try await sandbox.finished("provision")
            #expect(record["ended"]?.text == "client-left")
            #expect(record["status"] == .null)
        }
    }
}
