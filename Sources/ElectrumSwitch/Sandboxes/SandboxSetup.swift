import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary

/// The set-up of a sandbox.
struct SandboxSetup: Sendable {
    var scenario: Scenario
    var seed: UInt64
    var clock: SandboxClock.Mode
    var providers: ProviderDirectory
    var providerErrorName = ProviderErrorName.providerErrorMsg
    var authentication = Authentication()
    var credentials = CredentialsReader()
    var journalBytesMax: Int
    var creator = SandboxCreator.standard
    /// Where it publishes its events.
    var events = SandboxEvents()
}

extension SandboxSetup {
    /// Returns this set-up with the values of a sandbox's own record.
    func withRecordedValues(by told: JSONObject, library: ScenarioLibrary) -> SandboxSetup {
        var setup = self
        if let name = told["scenario"]?.text {
            setup.scenario = library.scenario(exactly: name) ?? Scenario(name: name)
        }
        if case .number(let number)? = told["seed"], let seed = UInt64(number.spelling) {
            setup.seed = seed
        }
        setup.creator = told["madeBy"]?.text.flatMap(SandboxCreator.init(rawValue:)) ?? .standard
        setup.clock = told["clock"]?.text.flatMap(SandboxClock.Mode.init(rawValue:)) ?? clock
        return setup
    }
}

extension ScenarioLibrary {
    /// Returns the library's scenario of the same name; the given one if there is none any more.
    func current(_ scenario: Scenario) -> Scenario {
        self.scenario(exactly: scenario.name) ?? scenario
    }
}
