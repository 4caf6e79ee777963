import ArgumentParser
import Glibc

@main
struct Benchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Measures electrum-mock, beside other servers that do the same work.",
        subcommands: [Measure.self, Provisions.self], defaultSubcommand: Measure.self)
}

struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints tables of medians, and of their ratios to those of nginx.",
        discussion: """
            Every figure is the median of short rounds in which the servers take turns. A server \
            runs on the first processor, the load on the second; 1.1 KB in, about 1.6 KB out.
            """)

    @Argument(help: "The release binary of electrum-mock.")
    var electrumMock: String

    @Option(help: "An earlier release binary, measured in the same rounds.")
    var before: String?

    @Option(
        parsing: .upToNextOption,
        help: "The parts to measure: \(Part.allCases.map(\.rawValue).joined(separator: ", ")).")
    var only: [Part] = Part.allCases

    @Flag(help: "Take fewer and shorter rounds, and let the store grow to 100,000 alone.")
    var short = false

    func run() throws {
        raiseDescriptorLimit()
        Processors.use(Processors.load)
        let earlier = before.map { [Plan.Mock(name: "before", executable: $0)] } ?? []
        let plan = Plan(
            mocks: earlier + [Plan.Mock(name: "electrum-mock", executable: electrumMock)],
            rounds: short ? 3 : 7, seconds: short ? 0.3 : 0.8,
            storedMax: short ? 100_000 : 1_000_000)
        for part in only { try part.run(plan) }
    }

    private func raiseDescriptorLimit() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
