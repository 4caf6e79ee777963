import Foundation
import JSONTree
import TestSupport
import Testing

/// Where the commands look for scenarios and profiles, which is the same for all.
@Suite(.blocking) struct ScenarioSourcesTests {
    private let directory = TemporaryDirectory()

    private func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> (output: String, errors: String, status: Int32) {
        let mock = try MockProcess(arguments, environment: environment)
        let status = try await mock.exit.status
        return (mock.output, mock.errors, status)
    }

    /// Writes a scenario that answers every provision with a status.
    private func write(_ status: Int, to name: String) throws -> String {
        try directory.write(
            "rules: [{name: no, on: [provision], replies: [error: \(status) GENERAL_ERROR]}]\n",
            to: name)
    }

    @Test("The binary alone knows the quirks of the providers, also beside a directory")
    func quirks() async throws {
        _ = try write(503, to: "set/mine.yaml")
        for options in [[], ["--scenarios", "\(directory.path)/set"]] {
            let mock = try MockProcess(["serve", "-q", "--listen", "127.0.0.1:0"] + options)
            var till = try Till(client: WireClient(port: try await mock.port))
            till.receiver = "Netcare"
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.retry(uuid(1)).status == 404)
        }
    }

    @Test("All commands take directories from options, the environment and the working directory")
    func places() async throws {
        _ = try write(503, to: "one/first.yaml")
        _ = try write(504, to: "two/second.yaml")
        let places = "\(directory.path)/one:\(directory.path)/two"
        let list = try await run(["scenarios"], environment: ["ELECTRUM_MOCK_SCENARIOS": places])
        for name in ["first", "second", "flows/f1-dual-success"] {
            #expect(list.output.contains("\n\(name) ") || list.output.hasPrefix("\(name) "))
        }
        #expect(
            list.errors == "from \(directory.path)/one, \(directory.path)/two and the standard "
                + "scenarios in the binary\n")
        let alone = try await run(
            ["scenarios", "--no-standard-scenarios", "--scenarios", "\(directory.path)/one"])
        #expect(alone.output == "first  -  dual\n")
        let check = try await run(["check"], environment: ["ELECTRUM_MOCK_SCENARIOS": places])
        #expect(check.status == 0)
        #expect(check.output.unfolded.contains(" files, no mistakes in \(directory.path)/one, "))
    }

    @Test("`scenarios` in the working directory needs no option")
    func workingDirectory() async throws {
        let script = "mkdir scenarios && echo '{title: Mine, rules: []}' > scenarios/mine.yaml && "
        let list = try MockProcess(shell: script + "exec \"$MOCK\" scenarios mine")
        #expect(try await list.exit.status == 0)
        #expect(list.output.hasPrefix("mine\nMine\n"))
    }

    @Test("An unknown scenario tells where was looked", arguments: ["serve", "run", "scenarios"])
    func unknown(command: String) async throws {
        let set = try write(503, to: "set/mine.yaml").replacing("/mine.yaml", with: "")
        var arguments = [command, "--scenarios", set]
        arguments += command == "scenarios" ? ["nonsense"] : ["--scenario", "nonsense"]
        if command == "run" { arguments += ["--", "true"] }
        let ended = try await run(arguments)
        #expect(ended.status == 2)
        #expect(
            ended.errors == "electrum-mock: unknown scenario `nonsense`\n"
                + "looked in \(set) and the standard scenarios in the binary; "
                + "`electrum-mock scenarios` lists them\n")
    }

    @Test("A scenario can be given by the path of its file, and is reloaded")
    func byPath() async throws {
        let file = try write(503, to: "elsewhere/slow.yaml")
        let mock = try await MockProcess.serving("-q", "--scenario", file)
        let till = try Till(client: WireClient(port: try await mock.port))
        #expect(try till.provision(uuid(1)).status == 503)
        _ = try write(504, to: "elsewhere/slow.yaml")
        try await eventually("the file is read again") { mock.errors.contains("reloaded: 1") }
        #expect(try till.provision(uuid(2)).status == 504)
    }

    @Test("A scenario can be given by a pipe, and so can a file to check")
    func byPipe() async throws {
        let file = try write(503, to: "slow.yaml")
        let serving = try MockProcess(
            shell: """
                mkfifo pipe; cat \(file) > pipe & 
                exec "$MOCK" serve -q --listen 127.0.0.1:0 --scenario pipe
                """)
        let till = try Till(client: WireClient(port: try await serving.port))
        #expect(try till.provision(uuid(1)).status == 503)
        let check = try MockProcess(
            shell: "mkfifo pipe; echo 'titel: x' > pipe & exec \"$MOCK\" check pipe")
        #expect(try await check.exit.status == 2)
        #expect(check.errors.hasPrefix("pipe:1:1: error: unknown key `titel`"))
    }

    @Test("The text of a standard scenario can be shown, to be copied")
    func show() async throws {
        let shown = try await run(["scenarios", "--show", "f1-dual-success"])
        #expect(shown.output.hasPrefix("# A till "))
        #expect(shown.errors == "")
        // The shell empties the file of the copy before anything is read.
        let copying = try MockProcess(
            shell: """
                mkdir scenarios
                "$MOCK" scenarios --show f1-dual-success > scenarios/mine.yaml && exec "$MOCK" check
                """)
        #expect(try await copying.exit.status == 0, "\(copying.errors)")
        let unknown = try await run(["scenarios", "--show", "f1-dual-succes"])
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("did you mean `f1-dual-success`?"))
    }

    @Test("The control API tells that a scenario is a standard one")
    func controlAPI() async throws {
        let mock = try await MockProcess.serving("-q")
        let client = try await WireClient(port: mock.port)
        let list = try client.exchange("GET /_mock/scenarios HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(
            String(decoding: list.body, as: UTF8.self)
                .contains("\"file\":\"standard:flows/f1-dual-success.yaml\""))
    }

    @Test("What lies in a directory and is no file hinders neither start nor reload")
    func oddDirectory() async throws {
        let file = try write(503, to: "set/mine.yaml")
        let set = "\(directory.path)/set"
        mkfifo("\(set)/pipe.yaml", 0o600)
        for number in 1...4 { symlink(".", "\(set)/back\(number)") }
        let mock = try await MockProcess.serving("-q", "--scenarios", set, "--scenario", "mine")
        let till = try Till(client: WireClient(port: try await mock.port))
        #expect(try till.provision(uuid(1)).status == 503)
        _ = try write(504, to: "set/mine.yaml")
        try await eventually("the file is read again") { mock.errors.contains("reloaded: 1") }
        #expect(try till.provision(uuid(2)).status == 504)
        // Size and time are those of before.
        var status = stat()
        stat(file, &status)
        _ = try write(500, to: "set/mine.yaml")
        utimensat(AT_FDCWD, file, [status.st_atim, status.st_mtim], 0)
        try await eventually("the edit is noticed") {
            mock.errors.components(separatedBy: "reloaded: 1").count == 3
        }
        #expect(try till.provision(uuid(3)).status == 500)
        let told = mock.errors.components(separatedBy: "pipe.yaml: skipped: a FIFO, not a file\n")
        #expect(told.count == 2, "\(mock.errors)")
    }
}
