import Foundation
import TestSupport

/// `electrum-mock run` with a command that waits until the test lets it go, so that the test can
/// be the till.
final class HeldRun {
    let process: MockProcess
    private var directory: TemporaryDirectory { process.directory }

    convenience init(_ scenario: String, _ options: String...) throws {
        try self.init(scenario, options: options)
    }

    init(_ scenario: String, options: [String]) throws {
        let script = """
            echo $$ > id
            mkfifo gate && echo "$ELECTRUM_MOCK_URL" > draft && mv draft url
            read -r status < gate
            exit "$status"
            """
        process = try MockProcess(
            ["run", "-q", "--scenarios", ShippedScenarios.directory, "--scenario", scenario]
                + options + ["--", "/bin/sh", "-c", script])
    }

    /// The port of the mock, once the command runs.
    var port: UInt16 {
        get async throws {
            try await eventually("the command runs: \(process.errors)") {
                directory.files.contains("url") || !process.isRunning
            }
            let digits = directory.read("url").dropFirst("http://127.0.0.1:".count)
                .prefix { $0.isNumber }
            guard let port = UInt16(digits) else {
                throw NeverHappened(description: "the command runs: \(process.errors)")
            }
            return port
        }
    }

    /// A till of the mock.
    func till() async throws -> Till { try await Till(client: WireClient(port: port)) }

    /// Ends the command, and returns when it has.
    func letGo(status: Int = 0) async throws {
        try Data("\(status)\n".utf8).write(to: URL(fileURLWithPath: "\(directory.path)/gate"))
        let id = Int32(directory.read("id").dropLast()) ?? 0
        try await eventually("the command has ended") { ProcessUsage(of: id).hasEnded }
    }
}
