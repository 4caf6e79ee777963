import Glibc
import Synchronization

/// Runs commands one after the other or side by side; none of their processes outlives its run.
///
/// `run` plays one command with the streams of this process. What plays many at a time has their
/// output captured, and a variable that marks each command's processes as its own.
final class CommandRunner: Sendable {
    /// The end of a command.
    struct Ending: Sendable {
        /// The exit status; 128 and the signal if one ended it.
        var status: Int32
        /// True if it was ended since its time was over.
        var isOverdue = false
        /// The last lines that it has written; empty if it had our own streams.
        var output = ""
    }

    /// The variable that names the sandbox of a command. No two commands side by side have the
    /// same.
    static let sandboxVariable = "ELECTRUM_MOCK_SANDBOX"

    private let relay: SignalRelay
    private let guardian: Guardian?
    private let graceMs: Int64
    /// The first processes of the commands that run.
    private let running = Mutex<Set<pid_t>>([])

    /// - Parameter graceMs: how long what a command leaves running may take to end before it is
    ///   killed.
    init(_ relay: SignalRelay, graceMs: Int64) {
        self.relay = relay
        self.graceMs = graceMs
        guardian = Guardian()
    }

    /// Runs a command with the streams and the terminal of this process.
    func run(
        _ command: [String], environment: [String: String]
    ) async throws(ProcessGroup.Failure) -> Ending {
        let group = try ProcessGroup(starting: command, environment: environment)
        let terminal = Terminal()
        terminal?.handOver(to: group)
        let status = await supervise(group, limit: nil).status
        terminal?.takeBack()
        return Ending(status: status)
    }

    /// Runs a command beside others: without input, its output captured.
    ///
    /// - Parameters:
    ///   - environment: with a value of `sandboxVariable` of its own.
    ///   - limit: how long it may take; it is ended then.
    func runAside(
        _ command: [String], environment: [String: String], limit: Duration
    ) async throws(ProcessGroup.Failure) -> Ending {
        let output = try CapturedOutput()
        defer { output.begin() }
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        let group = try ProcessGroup(
            starting: command, environment: environment,
            streams: .given(input: nothing, output: output.writeEnd, errors: output.writeEnd),
            mark: Self.sandboxVariable)
        output.begin()
        var ending = await supervise(group, limit: limit)
        ending.output = await output.tail()
        return ending
    }

    /// Starts a command that lives as long as it likes.
    ///
    /// - Parameters:
    ///   - environment: with a value of `sandboxVariable` of its own.
    ///   - streams: whose descriptors the caller closes once the command has started.
    /// - Returns: the command, and its end once nothing of it is left.
    func start(
        _ command: [String], environment: [String: String], streams: ProcessGroup.Streams
    ) throws(ProcessGroup.Failure) -> (group: ProcessGroup, ending: Task<Ending, Never>) {
        let group = try ProcessGroup(
            starting: command, environment: environment, streams: streams,
            mark: Self.sandboxVariable)
        return (group, Task { await supervise(group, limit: nil) })
    }

    /// Dismisses the guardian. Call it when no command runs.
    func dismiss() async {
        await guardian?.dismiss()
    }

    private func supervise(_ group: ProcessGroup, limit: Duration?) async -> Ending {
        running.withLock { _ = $0.insert(group.id) }
        guardian?.add(group)
        relay.add(group)
        let grace = Duration.milliseconds(graceMs)
        let alarm = limit.map { limit in
            Task {
                guard (try? await Task.sleep(for: limit)) != nil else { return false }
                group.send(SIGTERM)
                if (try? await Task.sleep(for: grace)) != nil { group.send(SIGKILL) }
                return true
            }
        }
        let status = await group.wait()
        alarm?.cancel()
        let isOverdue = await alarm?.value ?? false
        let deadline = relay.deadline ?? .now + grace
        let left = await group.end(by: deadline) {
            running.withLock { $0.subtracting([group.id]) }.union(guardian.map { [$0.id] } ?? [])
        }
        for id in left {
            let process = "process \(id) (\(ProcessTree.name(of: id)))"
            Output.error.tell("\(process) of the command cannot be ended")
        }
        relay.remove(group)
        guardian?.remove(group)
        running.withLock { _ = $0.remove(group.id) }
        return Ending(status: status, isOverdue: isOverdue)
    }
}
