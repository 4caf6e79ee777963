import Foundation
import Testing
import WireTesting

/// Whatever dies: `electrum-mock run` leaves no process and no port behind.
@Suite(.blocking) struct RunSignalTests {
    @Test(
        "A signal to run reaches the command", arguments: [("INT", SIGINT), ("TERM", SIGTERM)])
    func passedOn(name: String, number: Int32) async throws {
        let run = try start(
            "trap 'echo \(name) > signal; exit 5' \(name); sleep 1000 & \(ready); wait")
        try await awaitReady(run)
        run.signal(number)
        let exit = try await run.exit
        #expect(!exit.wasSignalled)
        #expect(exit.status == 1)
        #expect(run.directory.read("signal") == "\(name)\n")
        #expect(run.errors.contains("ended with status 5"), "\(run.errors)")
    }

    @Test("A command that ignores SIGTERM is killed after the grace")
    func ignoring() async throws {
        let run = try start("trap '' TERM; echo $$ > id; \(ready); sleep 1000; sleep 1000")
        try await awaitReady(run)
        run.signal(SIGTERM)
        #expect(try await run.exit.status == 1)
        #expect(run.errors.contains("ended with status 137"), "\(run.errors)")
        try await expectGone(run)
    }

    @Test(
        "What a command leaves running is ended, however the command ends",
        arguments: ["exit 0", "exit 1", "kill -KILL $$"])
    func leftover(ending: String) async throws {
        let run = try start("sleep 1000 & echo $! > id; \(ending)")
        #expect(try await run.exit.status == (ending == "exit 0" ? 3 : 1))
        try await expectGone(run)
    }

    @Test("What is left running and ignores SIGTERM is killed")
    func stubbornLeftover() async throws {
        let run = try start("(trap '' TERM; sleep 1000) & echo $! > id; exit 0")
        #expect(try await run.exit.status == 3)
        try await expectGone(run)
    }

    @Test("When run is killed, the command goes with it, and the port is free")
    func killed() async throws {
        let run = try start("trap '' TERM; sleep 1000 & echo $! > id; \(ready); wait")
        try await awaitReady(run)
        let url = run.directory.read("ready")
        let digits = url.dropFirst("http://127.0.0.1:".count).prefix { $0.isNumber }
        let port = try #require(UInt16(digits))
        run.signal(SIGKILL)
        #expect(try await run.exit.wasSignalled)
        try await expectGone(run)
        #expect(throws: WireClient.Failure.self) { try WireClient(port: port) }
    }

    @Test("The command has the terminal, if there is one")
    func terminal() async throws {
        var (keyboard, screen): (Int32, Int32) = (0, 0)
        try #require(openpty(&keyboard, &screen, nil, nil, nil) == 0)
        defer { for end in [keyboard, screen] { close(end) } }
        let name = String(cString: try #require(ttyname(screen)))
        let run = try MockProcess(
            arguments("read -r line && echo \"$line\" > heard; \(ready); read -r line"),
            terminal: name)
        write(keyboard, "hello\n", 6)
        try await awaitReady(run)
        #expect(run.directory.read("heard") == "hello\n")
        write(keyboard, "\u{3}", 1)
        #expect(try await run.exit.status == 1)
        #expect(run.errors.contains("ended with status 130"), "\(run.errors)")
    }

    @Test("A signal ends the wait for what the till owes, and the reports are written")
    func duringDrain() async throws {
        let run = try HeldRun(
            "f1-dual-success", "--drain", "1h", "--report", "report.json")
        let till = try await run.till()
        _ = try till.provision(uuid(1))
        try await run.letGo()
        run.process.signal(SIGTERM)
        #expect(try await run.process.exit.status == 3)
        #expect(run.process.directory.files.contains("report.json"))
    }

    @Test("A signal ends a plan")
    func plan() async throws {
        let directory = TemporaryDirectory()
        let plan = try directory.write("f1-dual-success\nf2-single-success\n", to: "plan")
        let run = try MockProcess(
            ["run", "-q", "--scenarios", ShippedScenarios.directory, "--plan", plan]
                + ["--", "/bin/sh", "-c", "trap 'exit 0' TERM; sleep 1000 & \(ready); wait"])
        try await awaitReady(run)
        run.signal(SIGTERM)
        #expect(try await run.exit.status == 1)
        #expect(run.errors.contains("the command was stopped by a signal"), "\(run.errors)")
        #expect(run.errors.matches(of: /Verdict:/).count == 1)
    }

    /// The last thing that a script does before it waits.
    private let ready = "echo \"$ELECTRUM_MOCK_URL\" > draft && mv draft ready"

    private func start(_ script: String) throws -> MockProcess {
        try MockProcess(arguments(script))
    }

    private func arguments(_ script: String) -> [String] {
        [
            "run", "-q", "--scenarios", ShippedScenarios.directory, "--scenario",
            "f1-dual-success",
        ]
            + ["--stop-grace-ms", "100", "--drain", "0s", "--", "/bin/sh", "-c", script]
    }

    private func awaitReady(_ run: MockProcess) async throws {
        try await eventually("the command is ready: \(run.errors)") {
            run.directory.files.contains("ready")
        }
    }

    /// The process whose id the command wrote down has ended.
    private func expectGone(_ run: MockProcess) async throws {
        let id = try #require(Int32(run.directory.read("id").dropLast()))
        try await eventually("process \(id) has ended") { ProcessUsage(of: id).hasEnded }
    }
}
