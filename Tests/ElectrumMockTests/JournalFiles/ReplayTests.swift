import ElectrumMock
import ElectrumSwitch
import Scenarios
import TestSupport
import Testing

/// The state that a mock restores from the journal of an earlier run.
@Suite(.blocking) struct ReplayTests {
    private let directory = TemporaryDirectory()

    /// The file with the first lines of a journal.
    private func file(_ name: String, of life: RecordedLife, lines count: Int) throws -> String {
        let text = life.lines.prefix(count).map { $0 + "\n" }.joined()
        return try directory.write(text, to: name)
    }

    private func views(at mock: MockServer) throws -> [SandboxView] {
        try RecordedLife.sandboxes.map { try SandboxView(of: $0, at: mock) }
    }

    @Test("Cut behind any record, a journal brings the ledger, queues and reports of that moment")
    func everyRecord() async throws {
        let life = try await RecordedLife()
        let moments = life.views.filter { $0.value.allSatisfy { !$0.isBusy } }
        #expect(moments.count > 50)
        for (count, expected) in moments {
            let journal = try file("\(count)", of: life, lines: count)
            let found = try await life.reliving(journal, views)
            for (found, expected) in zip(found, expected) {
                #expect(found.differences(from: expected) == [], "\(count) lines")
            }
        }
    }

    @Test("A life that is lived a third time is that of the second, whatever was going on when cut")
    func twice() async throws {
        let life = try await RecordedLife()
        var compared = 0
        for count in stride(from: 2, through: life.lines.count, by: 6) {
            let journal = try file("\(count)", of: life, lines: count)
            let once = try await life.reliving(journal, views)
            // Queued advices are delivered again, which may take a while.
            if once.contains(where: \.isBusy) { continue }
            compared += 1
            let twice = try await life.reliving(journal, views)
            for (twice, once) in zip(twice, once) {
                #expect(twice.differences(from: once) == [], "\(count) lines")
            }
        }
        #expect(compared > life.lines.count / 8)
    }

    @Test("Tills get the answers that they would have got")
    func answers() async throws {
        let life = try await RecordedLife()
        let journal = try file("whole", of: life, lines: .max)
        let answers = try await life.reliving(journal, life.askLast)
        #expect(answers.count == life.lastAnswers.count)
        for (found, expected) in zip(answers, life.lastAnswers) {
            #expect(RecordedLife.withoutWishes(found) == RecordedLife.withoutWishes(expected))
        }
    }

    @Test("A code that the till wished for is known by its fingerprint, and whole once it is shown")
    func requestedCode() async throws {
        let life = try await RecordedLife()
        let journal = try file("whole", of: life, lines: .max)
        #expect(life.lines.allSatisfy { !$0.contains(RecordedLife.requestedCode) })
        try await life.reliving(journal) { mock in
            let till = try Till(mock)
            let path = "/vouchers?provisionRequestId=\(uuid(9))"
            #expect(try till.get(path).voucherCode?.hasPrefix("****") == true)
            #expect(
                try till.redeem(RecordedLife.requestedCode, id: uuid(90)).errorType
                    != "VOUCHER_NOT_REDEEMABLE")
            #expect(try till.get(path).voucherCode == RecordedLife.requestedCode)
        }
    }

    @Test("Where the scenario was changed its counters begin, and they go on after a replay")
    func changedScenario() async throws {
        func statuses(of numbers: ClosedRange<Int>, at mock: MockServer) throws -> [Int] {
            try numbers.map { try Till(mock).provision(uuid($0)).status }
        }
        let old = try library(answering: [503, 504, 500])
        try await withMock {
            try play(old, in: &$0)
        } _: { mock in
            #expect(try statuses(of: 1...2, at: mock) == [503, 504])
            mock.replace(try library(answering: [500, 504, 503]))
            #expect(try statuses(of: 3...3, at: mock) == [500])
        }
        let new = try library(answering: [500, 504, 503])
        try await withMock {
            try play(new, in: &$0)
        } _: { mock in
            let found = try statuses(of: 4...5, at: mock)
            #expect(found == [504, 503])
        }
    }

    /// A library of one scenario, which answers provisions with these statuses in turn.
    private func library(answering statuses: [Int]) throws -> ScenarioLibrary {
        let replies = statuses.map { "error: \($0) GENERAL_ERROR" }.joined(separator: ", ")
        let rule = "{name: no, on: [provision], per: sandbox, replies: [\(replies)]}"
        try directory.write("rules: [\(rule)]", to: "edited/edited.yaml")
        return try ScenarioLibrary(directories: ["\(directory.path)/edited"])
    }

    private func play(_ library: ScenarioLibrary, in configuration: inout MockServer.Configuration)
        throws
    {
        configuration.switching.library = library
        configuration.switching.scenario = try library.scenario(named: "edited")
        configuration.journal = try JournalFile(path: "\(directory.path)/changed") { _ in }
    }
}
