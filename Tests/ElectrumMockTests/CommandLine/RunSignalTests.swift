import Foundation
import TestSupport
import Testing

/// Whatever dies: `electrum-mock run` leaves no process and no port behind.
@Suite(.blocking) struct RunSignalTests {
    @Test(
        "A signal to run reaches the command, and means nothing else",
        arguments: [("INT", SIGINT), ("TERM", SIGTERM), ("HUP", SIGHUP), ("QUIT", SIGQUIT)])
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
        #expect(!run.errors.contains("reloaded"), "\(run.errors)")
    }

    @Test("Under nohup a hang-up reaches nobody")
    func nohup() async throws {
        let directory = TemporaryDirectory()
        let script = "trap 'echo HUP > signal' HUP; : > ready; until [ -e go ]; do sleep 0.01; done"
        let run = try await ShellRun(
            """
            :; nohup \(quoted([MockProcess.binary] + arguments(script))) &
            until [ -e ready ]; do sleep 0.01; done
            kill -HUP $!; : > go; wait $!
            """, in: directory)
        #expect(run.status == 3, "\(run.errors)")
        #expect(!directory.files.contains("signal"))
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

    /// Ways to leave the process group of the command, and to hear of no signal.
    private static let escapes = [
        "setsid sleep 1000 & echo $! > id",
        "set -m; sleep 1000 & echo $! > id",
        "(setsid /bin/sh -c 'trap \"\" TERM HUP INT; sleep 1000' & echo $! > id)",
        "(setsid /bin/sh -c '(sleep 1000 & echo $! > id) &')",
        "setsid /bin/sh -c 'echo $$ > id; kill -STOP $$' &",
        "setsid /bin/sh -c 'trap \"\" TERM; setsid sleep 1000 & echo $! > id; wait' &",
    ]

    @Test("What has left the process group is found and ended", arguments: escapes)
    func escaped(script: String) async throws {
        let run = try start("\(script)\nuntil [ -s id ]; do sleep 0.01; done; exit 0")
        #expect(try await run.exit.status == 3)
        let id = try #require(Int32(run.directory.read("id").dropLast()))
        #expect(ProcessUsage(of: id).hasEnded, "\(run.errors)")
        #expect(!run.errors.contains("cannot be ended"), "\(run.errors)")
    }

    @Test("What ran before the command is left alone: a shell that becomes run has children")
    func strangers() async throws {
        let run = try MockProcess(
            shell: """
                sleep 1000 & echo $! > id
                exec "$MOCK" run -q --scenario f1-dual-success -- true
                """)
        #expect(try await run.exit.status == 3)
        let id = try #require(Int32(run.directory.read("id").dropLast()))
        #expect(kill(id, SIGKILL) == 0, "\(run.errors)")
    }

    @Test("A signal ends also what has left the process group, within one grace")
    func escapedSignal() async throws {
        let run = try start(
            "trap '' TERM; setsid /bin/sh -c 'trap \"\" TERM; echo $$ > id; sleep 1000' & "
                + "\(ready); sleep 1000; sleep 1000")
        try await awaitReady(run)
        try await eventually("the other session is there") {
            run.directory.files.contains("id")
        }
        let begin = ContinuousClock.now
        run.signal(SIGTERM)
        #expect(try await run.exit.status == 1)
        #expect(ContinuousClock.now - begin < .seconds(3))
        try await expectGone(run)
    }

    private static let container = "unshare --pid --fork --mount-proc --map-root-user "

    /// Returns true if this machine lets us make a container.
    private static func mayUnshare() async throws -> Bool {
        try await ShellRun("\(container) true", in: TemporaryDirectory()).status == 0
    }

    @Test(
        "In a container run leaves no process, and no file but those asked for",
        .enabled("unshare is not permitted here") { try await mayUnshare() })
    func container() async throws {
        let directory = TemporaryDirectory()
        let command =
            [MockProcess.binary]
            + arguments(
                "setsid sleep 1000 & (trap '' TERM; exec setsid sleep 1000) & set -m; sleep 1000 & "
                    + "exit 0", options: ["--report", "report.xml"])
        let script = """
            \(quoted(command)); echo "status $?"
            for process in /proc/[0-9]*; do cat "$process/comm"; done
            """
        let run = try await ShellRun(
            "\(Self.container) /bin/sh -c \(quoted([script]))", in: directory)
        #expect(run.output == "status 3\nsh\n", "\(run.errors)")
        #expect(Set(directory.files) == ["report.xml", "script-stdout", "script-stderr"])
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

    /// Words that a shell takes as they are.
    private func quoted(_ words: [String]) -> String {
        words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    }

    private func arguments(_ script: String, options: [String] = []) -> [String] {
        [
            "run", "-q", "--scenarios", ShippedScenarios.directory, "--scenario",
            "f1-dual-success",
        ]
            + ["--stop-grace-ms", "100", "--drain", "0s"] + options
            + ["--", "/bin/sh", "-c", script]
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
