import Foundation
import JSONTree
import TestSupport
import Testing

/// Mocks of other programs: how they stop, and the variables that the command of `run` gets.
@Suite(.blocking) struct StartedMockTests {
    private let directory = TemporaryDirectory()

    // MARK: The end

    @Test("POST /_mock/stop ends serve as SIGTERM does, with an answer and status 0")
    func stop() async throws {
        let mock = try await MockProcess.serving("-q")
        let control = try ControlClient(port: await mock.port)
        let answer = try control.ask("POST", "/stop", "{}")
        #expect(answer.status == 202)
        #expect(answer.json == ["status": "stopping"])
        #expect(try await mock.exit.status == 0)
    }

    @Test("It needs the token, where there is one")
    func token() async throws {
        let mock = try await MockProcess.serving("-q", "--admin-token", "s3cret")
        let control = try ControlClient(port: await mock.port)
        #expect(try control.ask("POST", "/stop", "{}").status == 401)
        #expect(mock.isRunning)
    }

    @Test("The command of run cannot stop the mock that judges it")
    func stopRun() async throws {
        let script = """
            curl -s -X POST -H 'Content-Type: application/json' -o answer -w '%{http_code}' \
                $ELECTRUM_MOCK_ADMIN/stop > code
            """
        let run = try MockProcess(
            ["run", "-q", "--scenario", "flows/f1-dual-success", "--drain", "0s", "--", "sh", "-c"]
                + [script])
        #expect(try await run.exit.status == 3)
        #expect(run.directory.read("code") == "409", "\(run.errors)")
    }

    @Test(
        "With --stop-with-parent it ends with the process that has started it, without it does not")
    func parent() async throws {
        let kinds = [
            (name: "option", variable: "", option: "--stop-with-parent", ends: true),
            (
                name: "variable", variable: "ELECTRUM_MOCK_STOP_WITH_PARENT=1", option: "",
                ends: true
            ),
            (name: "neither", variable: "", option: "", ends: false),
        ]
        let starts = kinds.map { kind in
            "\(kind.variable) $MOCK serve -q --listen 127.0.0.1:0 --ready-file \(kind.name).ready "
                + "\(kind.option) & echo $! > \(kind.name); "
        }
        let parent = try MockProcess(shell: starts.joined() + "exec sleep 60")
        try await eventually("the mocks are ready") {
            kinds.allSatisfy { parent.directory.files.contains("\($0.name).ready") }
        }
        parent.signal(SIGKILL)
        _ = try await parent.exit
        for kind in kinds {
            let id = try #require(Int32(parent.directory.read(kind.name).dropLast()))
            if kind.ends {
                try await eventually("\(kind.name) has ended") { ProcessUsage(of: id).hasEnded }
            } else {
                #expect(!ProcessUsage(of: id).hasEnded)
                kill(id, SIGKILL)
            }
        }
    }

    // MARK: The environment of the command of run

    /// The variables of a command of `run`.
    private func variables(_ options: [String], _ environment: [String: String] = [:])
        async throws -> [String: String]
    {
        let run = try MockProcess(
            ["run", "-q", "--scenario", "flows/f1-dual-success", "--drain", "0s"] + options
                + ["--", "/bin/sh", "-c", "env; cat \"$ELECTRUM_MOCK_CA\" 2>&1"],
            environment: environment)
        _ = try await run.exit
        let lines = run.output.split(separator: "\n")
        return lines.reduce(into: ["": run.output]) { variables, line in
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
        }
    }

    @Test(
        "The mock is asked without a proxy, whichever spelling a client reads",
        arguments: [
            ([:], "127.0.0.1", "127.0.0.1"),
            (["NO_PROXY": "a.example"], "a.example,127.0.0.1", "a.example,127.0.0.1"),
            (["no_proxy": "127.0.0.1"], "127.0.0.1", "127.0.0.1"),
            (["no_proxy": "a", "NO_PROXY": "b"], "a,127.0.0.1", "b,127.0.0.1"),
            (["no_proxy": "*"], "*", "*"),
        ])
    func noProxy(given: [String: String], lower: String, upper: String) async throws {
        let found = try await variables([], given.merging(["PATH": "/bin:/usr/bin"]) { $1 })
        #expect(found["no_proxy"] == lower)
        #expect(found["NO_PROXY"] == upper)
        #expect(found["ELECTRUM_MOCK_CA"] == nil)
    }

    @Test("Where TLS is on, the command is told which certificate to trust; nothing is left of it")
    func certificate() async throws {
        let temporary = ["PATH": "/bin:/usr/bin", "TMPDIR": directory.path]
        let made = try await variables(["--tls-self-signed"], temporary)
        let path = try #require(made["ELECTRUM_MOCK_CA"])
        #expect(path.hasPrefix(directory.path))
        #expect(made[""]?.contains("BEGIN CERTIFICATE") == true)
        #expect(directory.files.isEmpty)

        let kept = "\(directory.path)/ca.pem"
        let asked = try await variables(["--tls-self-signed", "--tls-cert-out", kept], temporary)
        #expect(asked["ELECTRUM_MOCK_CA"] == kept)
        #expect(directory.files == ["ca.pem"])
    }

    @Test("The command is told the token of the control API")
    func adminToken() async throws {
        let found = try await variables(
            ["--admin-token", "s3cret"], ["PATH": "/bin:/usr/bin"])
        #expect(found["ELECTRUM_MOCK_ADMIN_TOKEN"] == "s3cret")
    }
}
