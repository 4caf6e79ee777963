import Exploration
import Scenarios
import Testing
import Vocabulary

@Suite struct ScenarioTests {
    @Test("Every kind of fault on every lane that it applies to makes a scenario that loads")
    func loads() throws {
        var setting = Setting()
        setting.hasTLS = true
        setting.hasTokens = true
        for lane in Schedule.Lane.allCases {
            for kind in FaultKind.allCases where kind.applies(to: lane, at: 1, in: setting) {
                for stays in [false, true] {
                    let schedule = Schedule([lane: LanePlan([.error503, kind], stays: stays)])
                    let text = schedule.scenario(setting, title: "A \"title\"", duty: "A duty.")
                    _ = try Scenario(name: "s", yaml: text, file: "s.yaml")
                }
            }
        }
    }

    @Test("A scenario places the faults by the order of the till's messages")
    func text() throws {
        let schedule = try #require(
            Schedule("attempts=503,404 confirmations=500* attempts-overall=-,503"))
        #expect(
            schedule.scenario(Setting(), title: "A title") == """
                title: "A title"
                messaging: dual
                rules:
                  - name: attempts
                    on: [provision, retry]
                    replies:
                      - error: 503 UPSTREAM_UNAVAILABLE
                      - decline: 404 DO_NOT_HONOR
                      - normal
                  - name: confirmations
                    on: [confirm]
                    replies:
                      - error: 500 GENERAL_ERROR
                      - error: 500 GENERAL_ERROR
                      - error: 500 GENERAL_ERROR
                      - error: 500 GENERAL_ERROR
                      - error: 500 GENERAL_ERROR
                      - error: 500 GENERAL_ERROR
                      - error: 500 GENERAL_ERROR
                      - error: 500 GENERAL_ERROR
                      - normal
                  - name: attempts-overall
                    on: [provision, retry]
                    per: sandbox
                    replies:
                      - normal
                      - error: 503 UPSTREAM_UNAVAILABLE
                      - normal

                """)
    }

    @Test("A scenario says how long the till has to wait, where that was agreed")
    func patience() throws {
        var setting = Setting()
        setting.patienceMs = 166
        let text = Schedule([.attempts: LanePlan([.requestSilent])]).scenario(setting)
        #expect(text.hasPrefix("messaging: dual\njudge: {D18: {patience: 166ms}}\nrules:"))
        let scenario = try Scenario(name: "s", yaml: text, file: "s.yaml")
        #expect(scenario.judge.rules["D18"]?.values[.patience] == 166)
    }

    @Test("A message is recognised without its ids, numbers, times and answers")
    func signatures() {
        let one = Signature(
            rule: "D1",
            message:
                "provision 3f2504e0-4f89-41d3-9a0c-0305e82c3301 (503 UPSTREAM_UNAVAILABLE) after 3")
        let two = Signature(
            rule: "D1",
            message: "provision 00000000-0000-4000-8000-000000000001 (no answer (closed)) after 12")
        #expect(one == two)
        #expect(one != Signature(rule: "D5", message: "provision x (503) after 3"))
    }
}
