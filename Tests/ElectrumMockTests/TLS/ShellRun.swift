import Foundation
import TestSupport

/// Programs of the machine, run to their end by a shell.
struct ShellRun {
    let status: Int32
    let output: String
    let errors: String

    /// The programs that are real TLS clients; Debian's packages are named alike.
    static let clients = ["curl", "openssl"]

    /// Why tests with real clients do not run.
    static let withoutClients: String? = {
        let missing = clients.filter { name in
            !["/usr/bin", "/usr/local/bin"].contains {
                FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
            }
        }
        return missing.isEmpty ? nil : "not on this machine: \(missing.joined(separator: ", "))"
    }()

    /// Runs a script in a directory, for 20 seconds at most. A mock may write there, too: the
    /// output has files of its own.
    init(_ script: String, in directory: TemporaryDirectory) async throws {
        let id = try MockProcess.spawn(
            [
                "/usr/bin/env", "timeout", "20", "/bin/sh", "-c",
                "cd \(directory.path) && \(script)",
            ],
            environment: ["PATH=/usr/local/bin:/usr/bin:/bin"], terminal: nil,
            output: "\(directory.path)/script-stdout", errors: "\(directory.path)/script-stderr")
        var waited: Int32 = 0
        try await eventually("the script ends", within: 30) { waitpid(id, &waited, WNOHANG) == id }
        status = MockProcess.Exit(waitStatus: waited).status
        output = directory.read("script-stdout")
        errors = directory.read("script-stderr").withoutFolds
    }
}
