import ArgumentParser
import ElectrumMock

@main
struct ElectrumMockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "electrum-mock",
        abstract: "A mock of the Electrum voucher switch for the people who build tills.",
        version: Product.version,
        subcommands: [
            Serve.self, Run.self, ReportCommand.self, Check.self, ListScenarios.self,
        ])

    /// Like ArgumentParser's own, with the options that the environment gives put in front.
    static func main() async {
        Memory.tune()
        await main(EnvironmentOptions.arguments())
    }
}
