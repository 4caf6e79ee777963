import Journal
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
    func withRecordedValues(by record: SandboxRecord, library: ScenarioLibrary) -> SandboxSetup {
        var setup = self
        if let name = record.scenario {
            let inline = record.inlineText.flatMap { library.inline($0, of: name) }
            setup.scenario = inline ?? library.scenario(exactly: name) ?? Scenario(name: name)
        }
        setup.seed = record.seed ?? seed
        setup.creator = record.madeBy
        setup.clock = record.clock ?? clock
        return setup
    }
}

extension ScenarioLibrary {
    /// Returns the library's scenario of the same name; the given one if there is none any more,
    /// or if it never was the library's.
    func current(_ scenario: Scenario) -> Scenario {
        scenario.inlineText == nil ? self.scenario(exactly: scenario.name) ?? scenario : scenario
    }

    /// Returns a recorded inline scenario; nil if it names what the library no longer has.
    fileprivate func inline(_ text: String, of sandbox: String) -> Scenario? {
        try? Scenario(inline: text, of: sandbox, providers: Array(providers.profiles.keys))
    }
}
