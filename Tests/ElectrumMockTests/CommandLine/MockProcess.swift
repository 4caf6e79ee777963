import Foundation
import TestSupport

extension String {
    /// The text as one line, as if the output had no end of a line.
    var unfolded: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// The text with each sentence that was folded on a line of its own.
    var withoutFolds: String { replacing(/\n {4}(?=\S)/, with: " ") }
}

/// The built `electrum-mock`, run as a process of its own. It is killed when the object goes.
///
/// Not by Foundation's `Process`, which cannot have descriptors above 1,023 beside it.
final class MockProcess {
    /// How a process ended.
    struct Exit {
        /// The exit code, or the number of the signal that ended it.
        let status: Int32
        let wasSignalled: Bool

        /// From what `waitpid` tells.
        init(waitStatus: Int32) {
            let signal = waitStatus & 0x7F
            wasSignalled = signal != 0
            status = wasSignalled ? signal : waitStatus >> 8 & 0xFF
        }
    }

    /// The process could not be started.
    struct Failure: Error {
        let reason: String
    }

    let id: pid_t
    /// Where it runs.
    let directory: TemporaryDirectory
    private var ended: Exit?

    /// Starts the process with these arguments, in an empty directory.
    ///
    /// - Parameters:
    ///   - directory: where it runs instead.
    ///   - terminal: the device that it has for a terminal, if any.
    ///   - descriptors: how many it may have, as options of `ulimit`; nil for as many as the test.
    init(
        _ arguments: [String], environment: [String: String] = [:], terminal: String? = nil,
        descriptors: String? = nil, in directory: TemporaryDirectory = TemporaryDirectory()
    ) throws {
        let limit = descriptors.map { "ulimit \($0) && " } ?? ""
        self.directory = directory
        id = try Self.spawn(
            ["/bin/sh", "-c", "cd \(directory.path) && \(limit)exec \"$0\" \"$@\"", Self.binary]
                + arguments,
            environment: environment.map { "\($0.key)=\($0.value)" }, terminal: terminal,
            output: "\(directory.path)/stdout", errors: "\(directory.path)/stderr")
    }

    /// Starts a script in an empty directory; `$MOCK` in it is the mock.
    init(shell script: String) throws {
        directory = TemporaryDirectory()
        id = try Self.spawn(
            ["/bin/sh", "-c", "cd \(directory.path); \(script)"],
            environment: ["MOCK=\(Self.binary)", "PATH=/usr/bin:/bin"], terminal: nil,
            output: "\(directory.path)/stdout", errors: "\(directory.path)/stderr")
    }

    static func spawn(
        _ arguments: [String], environment: [String], terminal: String?, output: String,
        errors: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let writing = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, 0, terminal ?? "/dev/null", O_RDWR, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, writing, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, writing, 0o600)
        // The threads that tests run on block signals, and a process inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        // The first terminal that the leader of a session opens is the session's own. It is
        // POSIX_SPAWN_SETSID, which Glibc does not show to Swift.
        let session: Int32 = terminal == nil ? 0 : 0x80
        posix_spawnattr_setflags(
            &attributes, Int16(Int32(POSIX_SPAWN_SETSIGMASK) | session))
        let words = arguments.map { strdup($0) }
        let variables = (environment + sanitizerOptions).map { strdup($0) }
        defer { for text in words + variables { free(text) } }
        var id: pid_t = 0
        let code = posix_spawn(
            &id, arguments[0], &actions, &attributes, words + [nil], variables + [nil])
        guard code == 0 else { throw Failure(reason: String(cString: strerror(code))) }
        return id
    }

    /// The settings of `make sanitize` for child processes; nothing else of the environment is
    /// passed on.
    private static let sanitizerOptions = ["ASAN_OPTIONS", "TSAN_OPTIONS"].compactMap { name in
        ProcessInfo.processInfo.environment[name].map { "\(name)=\($0)" }
    }

    /// It is built beside the tests.
    static let binary = URL(fileURLWithPath: CommandLine.arguments[0])
        .resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("electrum-mock").path

    /// Starts `electrum-mock serve` on a free port and waits until it is ready.
    static func serving(
        _ arguments: String..., descriptors: String? = nil
    ) async throws -> MockProcess {
        let mock = try MockProcess(
            ["serve", "--listen", "127.0.0.1:0"] + arguments, descriptors: descriptors)
        _ = try await mock.port
        return mock
    }

    deinit {
        guard isRunning else { return }
        signal(SIGKILL)
        waitpid(id, nil, 0)
    }

    var output: String { directory.read("stdout") }
    /// Standard error, each folded line as one.
    var errors: String { writtenErrors.withoutFolds }
    /// Standard error as it is.
    var writtenErrors: String { directory.read("stderr") }

    /// True if it has not ended yet.
    var isRunning: Bool {
        var status: Int32 = 0
        if ended == nil, waitpid(id, &status, WNOHANG) == id { ended = Exit(waitStatus: status) }
        return ended == nil
    }

    func signal(_ number: Int32) {
        kill(id, number)
    }

    /// The resource usage of the process.
    var usage: ProcessUsage { ProcessUsage(of: id) }

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

    /// How it ended, once it has.
    var exit: Exit {
        get async throws {
            try await eventually("the mock ends") { !isRunning }
            guard let ended else { throw NeverHappened(description: "the mock ends") }
            return ended
        }
    }
}
