import Foundation
import WireTesting

/// The built `electrum-mock`, run as a process of its own. It is killed when the object goes.
final class MockProcess {
    /// How a process ended.
    struct Exit {
        /// The exit code, or the number of the signal that ended it.
        let status: Int32
        let wasSignalled: Bool
    }

    private let process = Process()
    private let directory = TemporaryDirectory()

    /// Starts the process with these arguments.
    ///
    /// - Parameter descriptorsMax: how many descriptors it may have, nil for as many as the test.
    init(
        _ arguments: [String], environment: [String: String] = [:], descriptorsMax: Int? = nil
    ) throws {
        if let descriptorsMax {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments =
                ["-c", "ulimit -n \(descriptorsMax) && exec \"$0\" \"$@\"", Self.binary.path]
                + arguments
        } else {
            process.executableURL = Self.binary
            process.arguments = arguments
        }
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: directory.path)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: directory.newFile("stdout"))
        process.standardError = try FileHandle(forWritingTo: directory.newFile("stderr"))
        try process.run()
    }

    /// Starts `electrum-mock serve` on a free port and waits until it is ready.
    static func serving(
        _ arguments: String..., descriptorsMax: Int? = nil
    ) async throws -> MockProcess {
        let mock = try MockProcess(
            ["serve", "--listen", "127.0.0.1:0"] + arguments, descriptorsMax: descriptorsMax)
        _ = try await mock.port
        return mock
    }

    deinit {
        if process.isRunning { kill(id, SIGKILL) }
    }

    var id: Int32 { process.processIdentifier }
    var output: String { directory.read("stdout") }
    var errors: String { directory.read("stderr") }
    var isRunning: Bool { process.isRunning }

    /// The port that it says it listens on, once it does.
    var port: UInt16 {
        get async throws {
            try await eventually("the mock is ready: \(errors)") { [self] in
                output.contains("\n") || !isRunning
            }
            let digits = output.drop { $0 != "/" }.dropFirst(2).drop { $0 != ":" }.dropFirst()
                .prefix { $0.isNumber }
            guard let port = UInt16(digits) else {
                throw NeverHappened(description: "the mock did not start: \(errors)")
            }
            return port
        }
    }

    /// What the kernel says of it.
    var usage: ProcessUsage { ProcessUsage(of: id) }

    func signal(_ number: Int32) {
        kill(id, number)
    }

    /// How it ended, once it has.
    var exit: Exit {
        get async throws {
            try await eventually("the mock ends") { !process.isRunning }
            return Exit(
                status: process.terminationStatus,
                wasSignalled: process.terminationReason == .uncaughtSignal)
        }
    }

    /// It is built beside the tests.
    private static var binary: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("electrum-mock")
    }
}
