import Testing
import Vocabulary

@testable import Scenarios

@Suite("Draws")
struct DrawTests {
    private static let flaky = """
          - name: lost
            on: [provision, retry]
            chance: 10%
            replies: [{lost: reply}, {lost: request}]
          - {name: slow, chance: 30%, replies: [{delay: {between: [100ms, 2s]}}]}
          - {name: tail, replies: [{delay: {median: 300ms, p99: 4s}}]}
        """

    @Test(
        "bring the same decisions in whatever order 64 clients' messages arrive", arguments: 1...20)
    func orderIndependence(run: Int) throws {
        let expected = try decisions(shuffledWith: nil)
        #expect(try decisions(shuffledWith: UInt64(run)) == expected, "shuffled with seed \(run)")
    }

    /// Each client provisions, retries twice and confirms, in this order; clients interleave.
    private func decisions(shuffledWith seed: UInt64?) throws -> [String: Decision] {
        var engine = try ScenarioEngine(rules: Self.flaky, seed: 42)
        var order = (0..<64).flatMap { Array(repeating: $0, count: 4) }
        if let seed {
            var generator = SeededGenerator(seed: seed)
            order.shuffle(using: &generator)
        }
        var steps: [Int: Int] = [:]
        var verdicts: [String: Decision] = [:]
        for client in order {
            let step = steps[client, default: 0]
            steps[client] = step + 1
            let operation: Operation = [.provision, .retry, .retry, .confirm][step]
            let facts = MessageFacts(
                operation: operation, transaction: "transaction-\(client)",
                attempt: step == 3 ? 1 : step + 1, provider: "default", client: "\(client)")
            verdicts["\(client) \(step)"] = engine.decide(facts, at: .begin)
        }
        return verdicts
    }

    @Test("hit as often as `chance` says, within four standard deviations", arguments: 1...10)
    func rate(seed: Int) throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: r, chance: 10%, replies: [{lost: reply}]}", seed: UInt64(seed))
        let hits = (0..<10_000).count {
            engine.decide(.provision("transaction-\($0)"), at: .begin).rule != nil
        }
        #expect((880...1120).contains(hits), "seed \(seed)")
    }

    @Test("are independent between operations, attempts and rules of one transaction")
    func independence() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - {name: a, on: [provision, retry, confirm], chance: 50%, replies: [normal]}
                  - {name: b, chance: 50%, replies: [normal]}
                """)
        var agreements = [0, 0, 0]
        for number in 0..<10_000 {
            let id = "transaction-\(number)"
            let provision = engine.decide(.provision(id), at: .begin).rule
            let retry = engine.decide(.retry(id), at: .begin).rule
            let confirm = engine.decide(
                MessageFacts(operation: .confirm, transaction: id, provider: "default"), at: .begin
            ).rule
            agreements[0] += (provision == "a") == (retry == "a") ? 1 : 0
            agreements[1] += (provision == "a") == (confirm == "a") ? 1 : 0
            agreements[2] += provision == nil ? 1 : 0
        }
        #expect((4800...5200).contains(agreements[0]))
        #expect((4800...5200).contains(agreements[1]))
        #expect((2300...2700).contains(agreements[2]))
    }

    @Test("are not moved by another rule")
    func otherRules() throws {
        let rule = "  - {name: r, chance: 20%, replies: [{delay: {between: [0s, 9s]}}]}\n"
        var alone = try ScenarioEngine(rules: rule)
        var beside = try ScenarioEngine(
            rules: "  - {name: other, on: [confirm], chance: 50%, replies: [normal]}\n" + rule)
        for number in 0..<1000 {
            let facts = MessageFacts.provision("transaction-\(number)")
            #expect(alone.decide(facts, at: .begin) == beside.decide(facts, at: .begin))
        }
    }

    @Test("differ from seed to seed")
    func seeds() throws {
        let rules = "  - {name: r, chance: 50%, replies: [normal]}"
        let patterns = try (1...20).map { seed in
            var engine = try ScenarioEngine(rules: rules, seed: UInt64(seed))
            return (0..<64).map { engine.decide(.provision("t\($0)"), at: .begin).rule != nil }
        }
        #expect(Set(patterns).count == 20)
    }

    @Test("that `chance` lets pass use up no reply")
    func passedOccasions() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - name: r
                    chance: 30%
                    per: sandbox
                    replies: [{lost: reply, by: close}, {lost: request, by: reset}]
                """)
        let faults = (0..<100).compactMap {
            engine.decide(.provision("t\($0)"), at: .begin).fault
        }
        #expect(faults.first == "lost reply by close")
        #expect(faults.dropFirst().allSatisfy { $0 == "lost request by reset" })
        #expect((10...60).contains(faults.count))
    }

    @Test("of a uniform delay lie between its bounds and reach both ends")
    func uniform() throws {
        let delays = try drawn("{between: [100ms, 200ms]}").map(\.nanoseconds)
        #expect(delays.allSatisfy { (100_000_000...200_000_000).contains($0) })
        #expect(delays.min() ?? 0 < 101_000_000)
        #expect(delays.max() ?? 0 > 199_000_000)
    }

    @Test("of a lognormal delay have its median and its 99th percentile")
    func lognormal() throws {
        let delays = try drawn("{median: 300ms, p99: 4s}").map(\.nanoseconds).sorted()
        #expect((285_000_000...315_000_000).contains(delays[5000]))
        let slower = delays.count { $0 > 4_000_000_000 }
        #expect((60...140).contains(slower))
    }

    @Test("of two equal bounds are that bound")
    func degenerate() throws {
        #expect(try Set(drawn("{between: [1s, 1s]}")) == [.seconds(1)])
        #expect(try Set(drawn("{median: 1s, p99: 1s}")) == [.seconds(1)])
    }

    /// The delays of 10,000 transactions.
    private func drawn(_ delay: String) throws -> [Duration] {
        var engine = try ScenarioEngine(rules: "  - {name: r, replies: [{delay: \(delay)}]}")
        return (0..<10_000).map {
            engine.decide(.provision("transaction-\($0)"), at: .begin).delay
        }
    }

    @Test("have not changed since the first release: journals are played again by seed")
    func golden() {
        let bits = RuleDraws(seed: 7, rule: "provider-outage").bits(
            for: .provision("id"), nil, .chance)
        #expect(bits == 6_685_283_783_045_094_802)
    }

    /// The rules that decide about a client's transactions, each a provision and a retry.
    private func chaos(
        ids: (Int) -> String, clients: [String], draw: String, seed: UInt64 = 7
    ) throws -> [String] {
        let scenario = try Scenario(
            name: "x", yaml: "draw: \(draw)\nrules:\n" + Self.flaky, file: "x.yaml")
        var engine = ScenarioEngine(scenario, seed: seed)
        var decisions: [String] = []
        for number in 0..<50 {
            for client in clients {
                for attempt in 1...2 {
                    let facts = MessageFacts(
                        operation: attempt == 1 ? .provision : .retry,
                        transaction: "\(client) \(ids(number))", attempt: attempt,
                        provider: "default", client: client)
                    let verdict = engine.decide(facts, at: .begin)
                    decisions.append("\(client) \(verdict.rule ?? "") \(verdict.delay)")
                }
            }
        }
        return decisions
    }

    @Test("by order are the same whatever ids a till draws, by id they are not")
    func byOrder() throws {
        let one = try chaos(ids: { "a\($0)" }, clients: ["c"], draw: "by-order")
        #expect(try chaos(ids: { "b\($0)" }, clients: ["c"], draw: "by-order") == one)
        #expect(try chaos(ids: { "b\($0)" }, clients: ["c"], draw: "by-order", seed: 8) != one)
        #expect(
            try chaos(ids: { "a\($0)" }, clients: ["c"], draw: "by-id")
                != chaos(ids: { "b\($0)" }, clients: ["c"], draw: "by-id"))
    }

    @Test("by order go by each client's own transactions")
    func byOrderOfClients() throws {
        let alone = try chaos(ids: { "a\($0)" }, clients: ["c"], draw: "by-order")
        let crowd = try chaos(ids: { "a\($0)" }, clients: ["d", "c", "e"], draw: "by-order")
        #expect(crowd.filter { $0.hasPrefix("c ") } == alone)
        let twin = crowd.filter { $0.hasPrefix("d ") }.map { $0.dropFirst(2) }
        #expect(twin != alone.map { $0.dropFirst(2) })
    }

    @Test("by order go on after messages that were decided about before")
    func byOrderRecalled() throws {
        let scenario = try Scenario(
            name: "x", yaml: "draw: by-order\nrules:\n" + Self.flaky, file: "x.yaml")
        var first = ScenarioEngine(scenario, seed: 7)
        var second = ScenarioEngine(scenario, seed: 7)
        for number in 0..<20 {
            let verdict = first.decide(.provision("t\(number)"), at: .begin)
            _ = second.replayDecision(.provision("t\(number)"), at: .begin, decidedBy: verdict.rule)
        }
        for number in 10..<40 {
            #expect(
                first.decide(.retry("t\(number)"), at: .begin)
                    == second.decide(.retry("t\(number)"), at: .begin))
        }
    }
}
