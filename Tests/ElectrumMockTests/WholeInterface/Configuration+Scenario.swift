import ElectrumMock
import ElectrumSwitch
import Scenarios

extension MockServer.Configuration {
    /// Plays a scenario file with this text.
    mutating func play(file yaml: String) throws {
        switching.scenario = try Scenario(name: "test", yaml: yaml, file: "test.yaml")
    }

    /// Gives the sandboxes a clock that the test moves.
    mutating func useManualClock() {
        switching.hasManualClock = true
    }
}
