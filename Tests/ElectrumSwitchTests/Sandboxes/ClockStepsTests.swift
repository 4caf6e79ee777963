import FuzzInputs
import HTTPMessages
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

@testable import ElectrumSwitch

/// How many things a manual clock lets happen.
struct ClockStepsTests {
    @Test(
        "A clock that has let many things happen stops, and says why, wherever it was to go",
        arguments: [nil, SandboxTime(nanoseconds: 3_600_000_000_000)])
    func steps(end: SandboxTime?) throws {
        var configuration = Switch.Configuration()
        configuration.hasManualClock = true
        configuration.scenario = try Scenario(
            name: "away", yaml: "rules: [{name: a, on: [deliver], replies: [lost: request]}]",
            file: "away.yaml")
        let client = SocketlessClient(handler: Switch(configuration))
        Till(client.handler, at: client.now).play(1)
        let sandbox = try #require(client.handler.sandboxes.existing("default"))
        var advance = ClockAdvance(in: sandbox, to: end, stepsMax: 50)
        var turn = advance.turn(at: client.now)
        while case .unfinished = turn { turn = advance.turn(at: client.now) }
        guard case .finished(let response) = turn else {
            Issue.record("no answer")
            return
        }
        let answer = try JSON(parsing: response.body)
        #expect(answer["stopped"] == "50 things have happened, and more are due")
        #expect(answer["idle"] == (end == nil ? false : nil))
    }
}
