import Testing

@testable import Scenarios

@Suite("The explanation of a scenario")
struct ExplanationTests {
    @Test("is a table of its rules")
    func table() throws {
        let scenario = try Scenario(
            name: "flows/f6",
            yaml: """
                title: Error upstream
                flow: F6
                seed: 7
                rules:
                  - name: outage
                    on: [retry]
                    when: {cents: {min: 50}}
                    replies: [{error: 500 GENERAL_ERROR}, {delay: 2s}, normal]
                  - {name: late, on: [confirm], during: {for: 30s}, replies: [{processing: 5s}]}
                  - {name: flaky, chance: 0.5%, replies: [{garbled: truncated, at: 40%}]}
                  - {name: third, every: 3, replies: [{lost: reply, by: reset}]}
                  - {name: slow, per: client, replies: [{slow: {bytes: 9, every: 1s}}]}
                  - {name: calm, on: [connect], optional: yes, replies: [normal]}
                optional: yes
                expect:
                  provider: ott
                  finally: confirmed
                  retries: {min: 1, max: 3}
                """,
            file: "f6.yaml", providers: ["ott", "yoyo"])
        #expect(
            scenario.explanation == """
                flows/f6
                Error upstream
                flow F6, dual messaging, seed 7, rules need not decide

                outage
                  on           retry
                  when         cents ≥ 50
                  attempt 1    error 500 GENERAL_ERROR
                  attempt 2    delay 2s
                  attempt 3 …  normal
                late
                  on           confirm
                  when         from 0ms for 30s
                  attempt 1    processing 5s
                flaky
                  on           all
                  when         chance 0.5%
                  attempt 1    garbled truncated at 40%
                third
                  on           all
                  when         every 3 occasions
                  attempt 1    lost reply by reset
                slow
                  on           all
                  when         per client
                  attempt 1    slow 9 bytes every 1s
                calm
                  on           connect
                  when         optional
                  attempt 1    normal

                every N: counts the messages that `on`, `when` and `during` let through, over
                the whole sandbox unless `per` says else
                from … for …: on the sandbox clock, since the sandbox began

                At least one transaction must go to ott
                Every transaction must end confirmed and take 1 to 3 retries
                """)
    }

    @Test("has a line for each rule where that fits into 80 columns")
    func narrow() throws {
        let scenario = try Scenario(
            name: "a", yaml: "rules: [{name: r, on: [retry], replies: [{delay: 2s}, normal]}]",
            file: "a.yaml", providers: [])
        #expect(
            scenario.explanation == """
                a
                dual messaging

                rule  on     when    attempt 1  attempt 2 …
                r     retry  always  delay 2s   normal
                """)
    }

    @Test("says so when there are no rules")
    func noRules() {
        #expect(
            Scenario(name: "calm").explanation == """
                calm
                dual messaging

                No rules: every answer is the normal one.
                """)
    }
}
