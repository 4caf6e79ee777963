import Conformance
import JSONTree
import TestSupport
import Testing
import Vocabulary

struct CorrectTillsTests {
    private static let seed: UInt64 = 20_260_128
    private static let runs: UInt64 = 10_000

    @Test("no correct till fails, whatever goes wrong around it")
    func noFalseFail() throws {
        for run in 0..<Self.runs {
            let seed = Self.seed &+ run
            let journal = try Journal(records: Self.run(seed).records)
            let report = try Report(of: journal)
            let doubts = report.rules.filter { $0.verdict > .warn }
            try #require(doubts.isEmpty, "seed \(seed): \(doubts)")
        }
    }

    @Test("no correct till has failed at any moment of its run")
    func noFalseFailOnTheWay() throws {
        for run in 0..<Self.runs / 10 {
            let seed = Self.seed &+ run
            let simulation = Self.run(seed)
            var random = SeededGenerator(seed: seed)
            let moment = random.pick(simulation.messages.flatMap { [$0.at, $0.finishedAt] })
            let report = try Report(
                of: Journal(records: simulation.records(at: moment)),
                now: Timestamp(milliseconds: moment))
            let failures = report.rules.filter { $0.verdict == .fail }
            try #require(failures.isEmpty, "seed \(seed) at \(moment): \(failures)")
        }
    }

    @Test("the simulation brings about every kind of ending and every rule")
    func coverage() throws {
        var applied: Set<String> = []
        for run in 0..<200 {
            let report = try Report(of: Journal(records: Self.run(Self.seed + UInt64(run)).records))
            applied.formUnion(report.rules.filter { $0.verdict > .notApplicable }.map(\.id))
        }
        // D18 is off unless a scenario sets it.
        #expect(applied == Set(VerdictRule.all.map(\.id)).subtracting(["D18"]))
    }

    /// One to three sales, interleaved.
    private static func run(_ seed: UInt64) -> Simulation {
        var random = SeededGenerator(seed: seed)
        let isDual = random.chance(70)
        let messages = (1...random.pick([1, 2, 3])).flatMap { number in
            var till = SimulatedTill(seed: seed, number: number, isDual: isDual)
            till.play()
            return till.messages
        }
        return Simulation(messages: messages.sorted { $0.at < $1.at }, isDual: isDual)
    }
}

/// A whole run of a sandbox, by arrival.
private struct Simulation {
    let messages: [SimulatedMessage]
    let isDual: Bool

    /// As the file has them: a message stands where it finished.
    var records: [JSON] {
        let numbered = messages.enumerated().sorted {
            $0.element.finishedAt < $1.element.finishedAt
        }
        return [Records.header, Records.sandbox(messaging: isDual ? "dual" : "single")]
            + numbered.map { $0.element.record(seq: $0.offset + 2) }
            + [Records.end(seq: messages.count + 2)]
    }

    func records(at time: Int64) -> [JSON] {
        [Records.sandbox(messaging: isDual ? "dual" : "single")]
            + messages.enumerated().filter { $0.element.at <= time }.map {
                $0.element.record(seq: $0.offset + 2, at: time)
            }
    }
}
