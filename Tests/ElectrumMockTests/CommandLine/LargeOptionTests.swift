import TestSupport
import Testing

/// Numbers on the command line that are too large to be meant.
@Suite(.blocking) struct LargeOptionTests {
    @Test(
        "An option that is out of range is refused with its bounds, before anything starts",
        arguments: [
            ["serve", "--stop-grace-ms", "9223372036854775807"],
            ["serve", "--journal-bytes-max", "9223372036854775807"],
            ["serve", "--journal-bytes-max", "-1"],
            ["serve", "--body-bytes-max", "9223372036854775807"],
            ["serve", "--pipelined-max", "0"], ["serve", "--idle-timeout-ms", "1099511627777"],
            ["serve", "--lanes", "9223372036854775807"],
            ["serve", "--seed", "18446744073709551616"], ["serve", "--seed", "-1"],
            ["serve", "--listen", "127.0.0.1:65536"],
            ["run", "--scenario", "x", "--drain", "999999999d", "--", "true"],
            ["run", "--scenario", "x", "--drain", "-1s", "--", "true"],
        ])
    func refused(arguments: [String]) async throws {
        let process = try MockProcess(arguments)
        let exit = try await process.exit
        #expect(exit.status == 64)
        #expect(!exit.wasSignalled)
        #expect(process.errors.contains(arguments.last { $0.hasPrefix("--") && $0 != "--" } ?? ""))
    }

    @Test("The largest bounds are bounds")
    func largest() async throws {
        let most = "1099511627776"
        let mock = try await MockProcess.serving(
            "-q", "--stop-grace-ms", most, "--journal-bytes-max", most, "--idle-timeout-ms", most,
            "--request-timeout-ms", most, "--send-timeout-ms", most, "--body-bytes-max",
            "1073741824", "--seed", "18446744073709551615")
        let client = try ControlClient(port: try await mock.port)
        #expect(try client.ask("GET", "/health").status == 200)
        mock.signal(15)
        #expect(try await mock.exit.status == 0)
    }
}
