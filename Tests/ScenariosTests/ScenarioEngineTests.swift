import Testing
import Vocabulary

@testable import Scenarios

@Suite("The engine")
struct ScenarioEngineTests {
    @Test("answers normally when there is no rule")
    func noRules() {
        var engine = ScenarioEngine(Scenario(name: "none"), seed: 1)
        let verdict = engine.decide(.provision("t"), at: .begin)
        #expect(verdict.rule == nil)
        #expect(verdict.outcome == .normal)
        #expect(verdict.delay == .zero)
        #expect(verdict.fault == nil)
    }

    @Test("lets the first rule that fits decide")
    func firstRule() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - {name: confirms, on: [confirm], replies: [{lost: reply}]}
                  - {name: first, on: [provision], replies: [{lost: request, by: close}]}
                  - {name: second, replies: [{lost: reply, by: reset}]}
                """)
        #expect(engine.decision(.provision("t")) == "first: lost request by close")
        #expect(engine.decision(.retry("t")) == "second: lost reply by reset")
    }

    @Test("takes the replies one after the other and stays with the last")
    func attempts() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - name: outage
                    on: [provision, retry]
                    replies:
                      - error: 503 UPSTREAM_UNAVAILABLE
                      - {error: 504 VOUCHER_STATUS_UNKNOWN, processed: yes, delay: 2s}
                      - normal
                """)
        let first = "outage: error 503 UPSTREAM_UNAVAILABLE"
        #expect(engine.decision(.provision("t")) == first)
        #expect(
            engine.decision(.retry("t", 1))
                == "outage: error 504 VOUCHER_STATUS_UNKNOWN, processed, delay 2s")
        #expect(engine.decision(.retry("t", 2)) == "outage: normal")
        #expect(engine.decision(.retry("t", 3)) == "outage: normal")
        #expect(engine.decision(.provision("other")) == first)
    }

    @Test("counts the first retry as the first occasion of a rule about retries alone")
    func retriesAlone() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - {name: r, on: [retry], replies: [{lost: reply, by: close}, normal]}
                """)
        #expect(engine.decision(.provision("t")) == "normal")
        #expect(engine.decision(.retry("t", 1)) == "r: lost reply by close")
        #expect(engine.decision(.retry("t", 2)) == "r: normal")
    }

    @Test("keeps the transactions of two clients apart, even under one id")
    func clientsApart() throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: r, replies: [{lost: reply, by: close}, normal]}")
        #expect(engine.decision(.provision("t", client: "c1")) == "r: lost reply by close")
        #expect(engine.decision(.provision("t", client: "c2")) == "r: lost reply by close")
        #expect(engine.decision(.provision("t", client: "c1")) == "r: normal")
    }

    /// Six messages: transaction, client, terminal; which of them get the first of two replies.
    @Test(
        "counts replies by what `per` says",
        arguments: [
            ("transaction", [true, true, false, true, true, true]),
            ("client", [true, false, false, true, false, false]),
            ("terminal", [true, false, false, false, true, true]),
            ("sandbox", [true, false, false, false, false, false]),
        ])
    func per(scope: String, expected: [Bool]) throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: r, per: \(scope), replies: [{lost: reply, by: close}, normal]}")
        let messages = [
            ("t1", "c1", "T1"), ("t2", "c1", "T1"), ("t1", "c1", "T1"), ("t3", "c2", "T1"),
            ("t4", "c2", "T2"), ("t5", "c2", nil as String?),
        ]
        let faults = messages.map { transaction, client, terminal in
            engine.decide(
                MessageFacts(
                    operation: .provision, transaction: transaction, provider: "default",
                    client: client, terminal: terminal),
                at: .begin
            ).fault != nil
        }
        #expect(faults == expected)
    }

    @Test("fits every third occasion of the sandbox, and leaves the others to the next rule")
    func every() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - {name: third, every: 3, replies: [{lost: reply, by: close}]}
                  - {name: rest, replies: [normal]}
                """)
        let rules = (1...7).map { engine.decide(.provision("t\($0)"), at: .begin).rule }
        #expect(rules == ["rest", "rest", "third", "rest", "rest", "third", "rest"])
    }

    @Test("counts `every` by what `per` says")
    func everyPer() throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: second, every: 2, per: client, replies: [normal]}")
        let clients = ["a", "b", "a", "b", "a", "a"]
        let rules = clients.map { engine.decide(.provision("t", client: $0), at: .begin).rule }
        #expect(rules == [nil, nil, "second", "second", nil, "second"])
    }

    @Test("counts for `every` only what `on`, `when` and `during` let through")
    func everyCountsFitting() throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: second, on: [retry], every: 2, replies: [normal]}")
        #expect(engine.decide(.retry("t"), at: .begin).rule == nil)
        #expect(engine.decide(.provision("t"), at: .begin).rule == nil)
        #expect(engine.decide(.retry("t"), at: .begin).rule == "second")
    }

    @Test(
        "keeps to the windows of `during`",
        arguments: [
            ("{from: 10s}", 9_999, false), ("{from: 10s}", 10_000, true),
            ("{from: 10s}", 9_000_000, true),
            ("{for: 30s}", 0, true), ("{for: 30s}", 29_999, true), ("{for: 30s}", 30_000, false),
            ("{from: 10s, for: 30s}", 9_999, false), ("{from: 10s, for: 30s}", 39_999, true),
            ("{from: 10s, for: 30s}", 40_000, false), ("{from: 10s, for: 30s}", 70_000, false),
            ("{from: 10s, for: 30s, every: 60s}", 0, false),
            ("{from: 10s, for: 30s, every: 60s}", 39_999, true),
            ("{from: 10s, for: 30s, every: 60s}", 40_000, false),
            ("{from: 10s, for: 30s, every: 60s}", 70_000, true),
            ("{from: 10s, for: 30s, every: 60s}", 99_999, true),
            ("{from: 10s, for: 30s, every: 60s}", 100_000, false),
        ] as [(String, Int64, Bool)])
    func during(window: String, milliseconds: Int64, fits: Bool) throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: r, during: \(window), replies: [normal]}")
        let time = SandboxTime.begin.advanced(by: .milliseconds(milliseconds))
        let verdict = engine.decide(.provision("t"), at: time)
        #expect((verdict.rule == "r") == fits)
    }

    @Test("uses the provider's latency unless the rule has a delay of its own")
    func latency() throws {
        var engine = try ScenarioEngine(
            rules: "  - {name: r, on: [retry], replies: [{delay: 2s, processing: 3s}]}")
        let normal = engine.decide(.provision("t"), at: .begin, latency: .fixed(.seconds(1)))
        #expect(normal.delay == .seconds(1))
        #expect(normal.fault == nil)
        let delayed = engine.decide(.retry("t"), at: .begin, latency: .fixed(.seconds(1)))
        #expect(delayed.delay == .seconds(2))
        #expect(delayed.processing == .seconds(3))
        #expect(delayed.fault == "delay 2s, processing 3s")
    }

    @Test("takes both kinds of delivery for `deliver`, and none of them for no `on`")
    func deliveries() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - {name: till, when: {provider: ott}, replies: [normal]}
                  - {name: leg, on: [deliver], replies: [normal]}
                """)
        for operation in Operation.allCases {
            let facts = MessageFacts(operation: operation, transaction: "t", provider: "ott")
            let expected =
                switch operation {
                case .deliverConfirm, .deliverReverse: "leg"
                case .connect, .token, .unknown: "none"
                default: "till"
                }
            let rule = engine.decide(facts, at: .begin).rule ?? "none"
            #expect(rule == expected, "\(operation)")
        }
    }

    @Test("fails the first two provisions of every terminal, then works")
    func readmeExample() throws {
        var engine = try ScenarioEngine(
            rules: """
                  - name: bad-start
                    on: [provision]
                    per: terminal
                    replies:
                      - error: 503 UPSTREAM_UNAVAILABLE
                      - error: 503 UPSTREAM_UNAVAILABLE
                      - normal
                """)
        let terminals = ["A", "B", "A", "A", "B", "B"]
        let faults = terminals.enumerated().map { number, terminal in
            engine.decide(
                MessageFacts(
                    operation: .provision, transaction: "t\(number)", provider: "default",
                    terminal: terminal),
                at: .begin
            ).fault != nil
        }
        #expect(faults == [true, true, true, false, true, false])
    }
}
