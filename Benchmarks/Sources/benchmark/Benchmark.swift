import ArgumentParser
import Glibc

@main
struct Benchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Measures electrum-mock beside a SwiftNIO and a Hummingbird server.",
        discussion: """
            Every figure is the median of short rounds in which the servers take turns. CPU µs \
            is the processor time of the server for one provision over kept connections: 1.1 KB \
            in, about 1.6 KB out. It depends least on what else the machine does.
            """)

    @Argument(help: "The release binary of electrum-mock.")
    var electrumMock: String

    @Option(help: "How long one round takes.")
    var seconds = 2.0

    @Flag(help: "Let the store grow to 1,000,000 transactions, not to 200,000.")
    var million = false

    func run() throws {
        raiseDescriptorLimit()
        let mock = Contender.electrumMock(electrumMock)
        try Comparison(contenders: [mock] + Contender.others, seconds: seconds).run()
        try Patience(electrumMock: electrumMock).run()
        try Silence(electrumMock: electrumMock).run()
        try Footprint(
            electrumMock: electrumMock, provisionCount: million ? 1_000_000 : 200_000
        ).run()
    }

    private func raiseDescriptorLimit() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
