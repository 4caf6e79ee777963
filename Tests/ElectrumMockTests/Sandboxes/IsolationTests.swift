import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import TestSupport
import Testing

/// Many sandboxes at once never see each other.
@Suite(.blocking) struct IsolationTests {
    private static let sandboxes = 40
    private static let tillsOfEach = 2
    private static let transactionsOfTill = 10

    /// The scenarios that the sandboxes play in turn.
    private static let scenarios = [
        "quiet": "rules: []",
        "flaky": """
        rules:
          - {name: failing, chance: 25%, replies: [error: 503 UPSTREAM_UNAVAILABLE]}
          - {name: unreadable, chance: 10%, replies: [garbled: empty]}
        """,
        "lossy": """
        rules:
          - {name: reply-lost, chance: 20%, replies: [{lost: reply, by: close}]}
          - {name: request-lost, chance: 20%, replies: [{lost: request, by: reset}]}
        """,
        "counting": """
        rules:
          - name: attempts
            on: [provision, retry]
            replies:
              - error: 503 UPSTREAM_UNAVAILABLE
              - {error: 504 VOUCHER_STATUS_UNKNOWN, processed: yes}
              - normal
          - {name: advices, on: [confirm, reverse], replies: [error: 500 GENERAL_ERROR, normal]}
        """,
        "declining": """
        rules:
          - {name: no, on: [provision], chance: 50%, replies: [decline: 404 DO_NOT_HONOR]}
        """,
    ]

    @Test(
        "Over connections too, each journal of 40 sandboxes at once is that of a run alone"
    )
    func sameAsAlone() async throws {
        let directory = TemporaryDirectory()
        for (name, text) in Self.scenarios { try directory.write(text, to: "\(name).yaml") }
        let library = try ScenarioLibrary(directories: [directory.path])

        let together = try await withMock {
            $0.switching.library = library
        } _: { mock in
            try await journals { try await play($0, at: mock, atOnce: true) }
        }
        let alone = try await journals { number in
            try await withMock {
                $0.switching.library = library
            } _: { mock in
                try await play(number, at: mock, atOnce: false)
            }
        }
        for number in 0..<Self.sandboxes {
            let count = alone[number]?.count ?? 0
            #expect(count >= Self.tillsOfEach * Self.transactionsOfTill)
            #expect(together[number] == alone[number], "sandbox \(number)")
        }
    }

    /// The journals of all sandboxes, by number.
    private func journals(
        _ play: @escaping @Sendable (_ number: Int) async throws -> [JSON]
    ) async throws -> [Int: [JSON]] {
        try await withThrowingTaskGroup { group in
            for number in 0..<Self.sandboxes {
                group.addTask { (number, try await play(number)) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Lets the tills of a sandbox sell; returns its journal, by transaction.
    private func play(_ number: Int, at mock: MockServer, atOnce: Bool) async throws -> [JSON] {
        let sandbox = try ControlledSandbox("sandbox-\(number)", of: mock)
        let scenario = Self.scenarios.keys.sorted()[number % Self.scenarios.count]
        try sandbox.reset(["scenario": .string(scenario), "seed": .number(JSONNumber(number))])
        let name = sandbox.name
        try await withThrowingTaskGroup { group in
            for till in 0..<Self.tillsOfEach {
                group.addTask { try self.sell(till, in: name, at: mock) }
                if !atOnce { try await group.waitForAll() }
            }
            try await group.waitForAll()
        }
        try await eventually("all exchanges have ended") {
            try sandbox.records().allSatisfy { $0["finishedAt"]?.text != nil }
        }
        return try sandbox.records().map { ($0, $0["transaction"]?.text ?? "") }
            .enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }
            .map { $0.element.0.withoutTimes }
    }

    private func sell(_ till: Int, in name: String, at mock: MockServer) throws {
        let reference = ReferenceTill(
            steering: nil, patienceMs: 20_000, seed: UInt64(till + 1)
        ) { try WireClient(port: mock.port) }
        reference.basePath = "/sandboxes/\(name)/suv/v1"
        for number in 0..<Self.transactionsOfTill {
            _ = try reference.sell(uuid(till * Self.transactionsOfTill + number + 1))
        }
    }
}

extension JSON {
    /// The same without what depends on when, and in which order, things happened.
    fileprivate var withoutTimes: JSON {
        let names = [
            "seq", "at", "finishedAt", "processedAt", "expiryDate", "connection",
            "requestOnConnection",
        ]
        switch self {
        case .array(let items): return .array(items.map(\.withoutTimes))
        case .object(let object):
            let kept = object.members.filter { !names.contains($0.name) }
            return .object(JSONObject(kept.map { ($0.name, $0.value.withoutTimes) }))
        default: return self
        }
    }
}
