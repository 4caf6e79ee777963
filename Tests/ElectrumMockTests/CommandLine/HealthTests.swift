import Foundation
import TestSupport
import Testing

/// `electrum-mock health`, as a container's health check calls it.
@Suite(.blocking) struct HealthTests {
    private let directory = TemporaryDirectory()

    private struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    private func health(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> Outcome {
        let command = try MockProcess(["health"] + arguments, environment: environment)
        let status = try await command.exit.status
        return Outcome(status: status, output: command.output, errors: command.errors)
    }

    /// The port of the control API.
    private func adminPort(_ mock: MockProcess) async throws -> UInt16 {
        _ = try await mock.port
        let text = mock.directory.read("ready.json")
        let admin = text.firstMatch(of: /"admin":"https?:\/\/[^:]*:(\d+)/)?.1
        return try #require(admin.flatMap { UInt16($0) })
    }

    @Test("A mock that serves is healthy: 0; one that does not answer is not: 1")
    func plain() async throws {
        let mock = try await MockProcess.serving()
        let place = "127.0.0.1:\(try await mock.port)"
        let answer = try await health(["--listen", place])
        #expect(answer.status == 0)
        #expect(answer.output == "http://\(place) is healthy\n")
        mock.signal(SIGKILL)
        _ = try await mock.exit
        let refused = try await health(["--listen", place])
        #expect(refused.status == 1)
        #expect(
            refused.errors == "electrum-mock: http://\(place) is not healthy: Connection refused\n")
    }

    @Test("A mock that takes the connection and says nothing is not healthy")
    func silent() async throws {
        let mock = try await MockProcess.serving()
        let port = try await mock.port
        mock.signal(SIGSTOP)
        defer { mock.signal(SIGCONT) }
        let answer = try await health(["--listen", "127.0.0.1:\(port)", "--timeout", "100ms"])
        #expect(answer.status == 1)
        #expect(answer.errors.hasSuffix(": no answer in time\n"))
    }

    @Test("The environment of serve tells it address, TLS and the control API's own address")
    func environment() async throws {
        let mock = try MockProcess(
            ["serve", "--ready-file", "ready.json"],
            environment: [
                "ELECTRUM_MOCK_LISTEN": "127.0.0.1:0", "ELECTRUM_MOCK_ADMIN_LISTEN": "127.0.0.1:0",
                "ELECTRUM_MOCK_TLS_SELF_SIGNED": "1", "ELECTRUM_MOCK_SCENARIO": "f1-dual-success",
            ])
        let (till, admin) = (try await mock.port, try await adminPort(mock))
        var variables = [
            "ELECTRUM_MOCK_LISTEN": "*:\(till)", "ELECTRUM_MOCK_ADMIN_LISTEN": "*:\(admin)",
            "ELECTRUM_MOCK_TLS_SELF_SIGNED": "1", "ELECTRUM_MOCK_SCENARIO": "f1-dual-success",
        ]
        let answer = try await health([], environment: variables)
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output == "https://127.0.0.1:\(admin) is healthy\n")
        variables["ELECTRUM_MOCK_TLS_SELF_SIGNED"] = nil
        #expect(try await health([], environment: variables).status == 1)
    }

    @Test("The command line of a process tells it the same, also that of an init before it")
    func process() async throws {
        let mock = try await MockProcess.serving("--tls-self-signed")
        let line = "serve --tls-self-signed --listen 127.0.0.1:\(try await mock.port)"
        // Its missing files make it a process with a command line like that of an init.
        let initial = try MockProcess(shell: "exec tail -f /dev/null -- electrum-mock \(line)")
        let path = "/proc/\(initial.id)/cmdline"
        try await eventually("tail runs") {
            try String(contentsOfFile: path, encoding: .utf8).hasPrefix("tail\0")
        }
        let answer = try await health(["--pid", "\(initial.id)"])
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output == "https://127.0.0.1:\(try await mock.port) is healthy\n")
        #expect(try await health(["--pid", "\(mock.id)"]).status == 64, "port 0 is any port")
        #expect(try await health(["--pid", "\(getpid())"]).status == 64, "no serve")
    }

    @Test(
        "A mock that demands certificates is healthy, and the check leaves no trace in the journal")
    func mutual() async throws {
        let ca = "\(directory.path)/ca.pem"
        let other = try await MockProcess.serving("--tls-self-signed", "--tls-cert-out", ca)
        other.signal(SIGTERM)
        let mock = try MockProcess([
            "serve", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0",
            "--tls-self-signed", "--tls-client-ca", ca, "--ready-file", "ready.json",
            "--journal", "\(directory.path)/journal",
        ])
        let admin = try await adminPort(mock)
        let answer = try await health(["--url", "https://127.0.0.1:\(admin)"])
        #expect(answer.status == 0, "\(answer.errors)")
        mock.signal(SIGTERM)
        _ = try await mock.exit
        #expect(!directory.read("journal").contains("certificate"))
    }

    @Test(
        "A URL names the mock, whatever its path",
        arguments: ["", "/", "/suv/v1", "/_mock", "/sandboxes/a;seed=1/suv/v1?x#y"])
    func url(path: String) async throws {
        let mock = try await MockProcess.serving()
        let answer = try await health(["--url", "http://localhost:\(try await mock.port)\(path)"])
        #expect(answer.status == 0, "\(answer.errors)")
    }

    @Test(
        "A wrong option is 64",
        arguments: [
            ["--url", "127.0.0.1:8080"], ["--url", "ftp://a"], ["--url", "http://a@b"],
            ["--url", "http://:x"], ["--url", "http://a", "--pid", "1"], ["--timeout", "0ms"],
            ["--timeout", "soon"], ["--listen", "127.0.0.1:0"], ["--scenario", "x"],
        ])
    func mistake(arguments: [String]) async throws {
        #expect(try await health(arguments).status == 64)
    }

    @Test("A control API elsewhere, and what is no HTTP, are not healthy")
    func otherAnswers() async throws {
        let mock = try await MockProcess.serving("--admin-listen", "127.0.0.1:0")
        let answer = try await health(["--url", "http://127.0.0.1:\(try await mock.port)"])
        #expect(answer.status == 1)
        #expect(answer.errors.hasSuffix("is not healthy: it answers 404 to /_mock/health\n"))
        let secure = try await MockProcess.serving("--tls-self-signed")
        let port = try await secure.port
        #expect(try await health(["--url", "http://127.0.0.1:\(port)"]).status == 1)
        let plain = try await MockProcess.serving()
        let plainPort = try await plain.port
        #expect(try await health(["--url", "https://127.0.0.1:\(plainPort)"]).status == 1)
    }
}
