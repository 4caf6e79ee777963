import JSONTree
import Testing
import Vocabulary

@testable import Scenarios

@Suite("A scenario file")
struct ScenarioReaderTests {
    @Test("is read with all its words")
    func everyWord() throws {
        let scenario = try Scenario(
            name: "flows/x",
            yaml: """
                title: Everything
                flow: F6
                messaging: single
                seed: 7
                rules:
                  - name: one
                    on: [provision, deliver]
                    when: {provider: ott, header.X-Test: {present: true}}
                    during: {from: 10s, for: 30s, every: 60s}
                    chance: 10%
                    every: 10
                    per: client
                    optional: yes
                    replies: [normal]
                optional: yes
                expect: {finally: confirmed, retries: {min: 1, max: 3}, provider: ott}
                judge:
                  D1: {owedWithin: 1m}
                  D3: {level: fail, retriesMin: 0, retriesMax: 5}
                  D8: warn
                  owedWithin: 10s
                  D11: off
                  D15: {spacing: 250ms}
                """,
            file: "x.yaml", providers: ["ott"])
        #expect(scenario.title == "Everything")
        #expect(scenario.flow == "F6")
        #expect(scenario.messaging == .single)
        #expect(scenario.seed == 7)
        #expect(
            scenario.expect
                == Expectation(
                    finally: [.confirmed], retriesMin: 1, retriesMax: 3, provider: "ott"))
        #expect(scenario.isOptional)
        #expect(
            scenario.judge.rules == [
                "D1": JudgeSettings.Setting(values: [.owedWithin: 60_000]),
                "D3": JudgeSettings.Setting(
                    level: .fail, values: [.retriesMin: 0, .retriesMax: 5]),
                "D8": JudgeSettings.Setting(level: .warn),
                "D11": JudgeSettings.Setting(level: .off),
                "D15": JudgeSettings.Setting(values: [.spacing: 250]),
            ])
        #expect(scenario.judge.common == [.owedWithin: 10_000])
        let rule = try #require(scenario.rules.first)
        #expect(rule.on == [.provision, .deliverConfirm, .deliverReverse])
        #expect(rule.conditions.map(\.description) == ["provider ott", "header.X-Test present"])
        #expect(
            rule.during
                == Window(from: .seconds(10), length: .seconds(30), period: .seconds(60)))
        #expect(rule.chance?.description == "10%")
        #expect(rule.every == 10)
        #expect(rule.per == .client)
        #expect(rule.isMarkedOptional)
    }

    @Test("requires each of its rules to decide but those that are optional or drawn")
    func optional() throws {
        let rules = """
            rules:
              - {name: a, on: [provision], replies: [normal]}
              - {name: b, on: [retry], optional: yes, replies: [normal]}
              - {name: c, chance: 10%, replies: [normal]}
            """
        let some = try Scenario(name: "x", yaml: rules, file: "x.yaml")
        #expect(some.ruleNames == ["a", "b", "c"])
        #expect(some.requiredRuleNames == ["a"])
        let none = try Scenario(name: "x", yaml: "optional: yes\n" + rules, file: "x.yaml")
        #expect(none.requiredRuleNames == [])
    }

    @Test("needs no more than rules")
    func leastWords() throws {
        let scenario = try Scenario(name: "x", yaml: "rules: []", file: "x.yaml")
        var expected = Scenario(name: "x", file: "x.yaml")
        expected.messaging = .dual
        #expect(scenario == expected)
    }

    @Test(
        "may have Windows line ends, a byte order mark, anchors, or be JSON",
        arguments: [
            "title: Same\r\nrules: []\r\n", "\u{FEFF}title: Same\nrules: []\n",
            "title: &same Same\nrules: []\n", #"{"title": "Same", "rules": []}"#,
            "{\n\t\"title\": \"Same\",\n\t\"rules\": []\n}",
        ])
    func spellings(yaml: String) throws {
        let scenario = try Scenario(name: "x", yaml: yaml, file: "x.yaml")
        #expect(scenario.title == "Same")
    }

    @Test("a number of retries stands for both bounds")
    func exactRetries() throws {
        let scenario = try Scenario(
            name: "x", yaml: "{rules: [], expect: {retries: 2}}", file: "x.yaml")
        #expect(scenario.expect == Expectation(retriesMin: 2, retriesMax: 2))
    }

    private static let raw = RawAnswer(
        status: 418, headers: [.init(name: "X-A", value: "1"), .init(name: "X-B", value: "two")],
        body: try? JSON(parsing: #"{"a": 1.50, "b": [true, null, "x"], "c": "7"}"#))

    static let replies: [(yaml: String, reply: Reply)] = [
        ("normal", Reply()),
        ("{delay: 2s}", Reply(delay: .fixed(.seconds(2)))),
        (
            "{delay: {between: [100ms, 2s]}}",
            Reply(delay: .uniform(from: .milliseconds(100), to: .seconds(2)))
        ),
        (
            "{delay: {median: 300ms, p99: 4s}}",
            Reply(delay: .lognormal(median: .milliseconds(300), p99: .seconds(4)))
        ),
        ("{processing: 1.5s}", Reply(processing: .milliseconds(1500))),
        (
            "{decline: 404 DO_NOT_HONOR}",
            Reply(outcome: .decline(ErrorAnswer(status: 404, type: "DO_NOT_HONOR")))
        ),
        (
            """
            {decline: {status: 400, type: INVALID_AMOUNT, message: No, providerErrorCode: 05,
             providerErrorMessage: Never, detail: {freeString: why}}}
            """,
            Reply(
                outcome: .decline(
                    ErrorAnswer(
                        status: 400, type: "INVALID_AMOUNT", message: "No",
                        providerErrorCode: "05", providerErrorMessage: "Never",
                        detail: ["freeString": "why"])))
        ),
        (
            "{error: 503 UPSTREAM_UNAVAILABLE}",
            Reply(
                outcome: .error(
                    ErrorAnswer(status: 503, type: "UPSTREAM_UNAVAILABLE"), processed: false))
        ),
        (
            "{error: 500 GENERAL_ERROR, processed: yes}",
            Reply(
                outcome: .error(ErrorAnswer(status: 500, type: "GENERAL_ERROR"), processed: true))
        ),
        ("{lost: request}", Reply(outcome: .lost(.request, .silence(hold: .seconds(90))))),
        (
            "{lost: reply, by: silence, hold: 5s}",
            Reply(outcome: .lost(.reply, .silence(hold: .seconds(5))))
        ),
        ("{lost: reply, by: close}", Reply(outcome: .lost(.reply, .close))),
        ("{lost: reply, by: cut}", Reply(outcome: .lost(.reply, .cut))),
        ("{lost: request, by: cut}", Reply(outcome: .lost(.request, .cut))),
        ("{lost: reply, by: stale}", Reply(outcome: .lost(.reply, .stale))),
        (
            "{lost: request, by: reset, delay: 1s}",
            Reply(outcome: .lost(.request, .reset), delay: .fixed(.seconds(1)))
        ),
        (
            "{garbled: truncated}",
            Reply(transmission: Transmission(garbled: .init(.truncated, at: .half)))
        ),
        (
            "{garbled: truncated, at: 120}",
            Reply(transmission: Transmission(garbled: .init(.truncated, at: .bytes(120))))
        ),
        (
            "{garbled: malformed-json, at: 25%}",
            Reply(transmission: Transmission(garbled: .init(.malformedJSON, at: .fraction(0.25))))
        ),
        (
            "{garbled: html-502}",
            Reply(
                outcome: .replaced(processed: false),
                transmission: Transmission(garbled: .init(.html502)))
        ),
        (
            "{garbled: html-502, processed: yes}",
            Reply(
                outcome: .replaced(processed: true),
                transmission: Transmission(garbled: .init(.html502)))
        ),
        (
            "{slow: {bytes: 16, every: 100ms}}",
            Reply(
                transmission: Transmission(slow: .init(bytes: 16, every: .milliseconds(100))))
        ),
        (
            """
            {respond: {status: 418, headers: {X-A: 1, X-B: two},
             body: {a: 1.50, b: [true, ~, x], c: '7'}}}
            """,
            Reply(outcome: .respond(raw, processed: false))
        ),
        (
            "{respond: {status: 200}, processed: yes}",
            Reply(
                outcome: .respond(RawAnswer(status: 200, headers: [], body: nil), processed: true))
        ),
    ]

    @Test("has replies", arguments: replies.indices)
    func reply(index: Int) throws {
        let (yaml, expected) = Self.replies[index]
        let scenario = try Scenario(
            name: "x", yaml: "rules: [{name: a, replies: [\(yaml)]}]", file: "x.yaml")
        #expect(scenario.rules.first?.replies == [expected])
    }

    @Test("has a TLS fault for each word", arguments: Outcome.TLSFault.allCases)
    func tls(fault: Outcome.TLSFault) throws {
        let scenario = try Scenario(
            name: "x",
            yaml: "rules: [{name: a, on: [connect], replies: [{tls: \(fault.rawValue)}]}]",
            file: "x.yaml")
        #expect(scenario.rules.first?.replies == [Reply(outcome: .tls(fault))])
    }

    @Test(
        "is not shadowed by a rule that leaves something over",
        arguments: [
            "on: [retry]", "chance: 99%", "every: 2", "during: {for: 1h}", "when: {cents: 5}",
        ])
    func reachable(condition: String) throws {
        let scenario = try Scenario(
            name: "x",
            yaml: """
                rules:
                  - {name: first, \(condition), replies: [normal]}
                  - {name: last, replies: [normal]}
                """,
            file: "x.yaml")
        #expect(scenario.rules.count == 2)
    }
}
