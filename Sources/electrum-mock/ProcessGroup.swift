import CEpoll
import Dispatch
import Glibc

/// A command in a process group of its own. Whatever it starts can be ended with it, also what
/// leaves the group: as orphans those processes become children of this one.
struct ProcessGroup: Sendable {
    /// A reason why the command could not be started.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Of the group and of its first process.
    let id: pid_t
    /// The child processes that existed before the command: a shell that became the mock by exec
    /// leaves its children.
    private let priorChildren: Set<pid_t>

    /// Starts a command with this environment besides our own.
    ///
    /// - Parameter input: the whole of its standard input, and then its output is discarded; nil
    ///   for our own input and outputs.
    init(
        starting command: [String], environment: [String: String] = [:], input: Int32? = nil
    ) throws(Failure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
            posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        }
        var attributes = posix_spawnattr_t()
        Self.prepare(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What outlives its parent becomes our child, so that we see its end.
        _ = cepoll_adopt_orphans()
        // A guardian has to be there soon, and ends nothing but its group.
        priorChildren = input == nil ? Set(ProcessTree.descendants() ?? []) : []
        let variables = Self.ownEnvironment.merging(environment) { $1 }
        let arguments = command.map { strdup($0) }
        let settings = variables.map { strdup("\($0.key)=\($0.value)") }
        defer { for text in arguments + settings { free(text) } }
        var id: pid_t = 0
        let status = posix_spawnp(
            &id, command[0], &actions, &attributes, arguments + [nil], settings + [nil])
        guard status == 0 else {
            throw Failure(
                description: "cannot start \(command[0]): \(String(cString: strerror(status)))")
        }
        self.id = id
    }

    /// Sends a signal to every process of it.
    func send(_ signal: Int32) {
        _ = kill(-id, signal)
    }

    /// Returns the exit status once the first process has ended, 128 and the signal if one ended
    /// it. Other processes may still run; adopted ones that end meanwhile are reaped.
    func wait() async -> Int32 {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "command").async {
                var status: Int32 = 0
                var ended: pid_t
                repeat {
                    ended = waitpid(-1, &status, 0)
                } while ended != id && (ended > 0 || errno == EINTR)
                let signal = status & 0x7F
                continuation.resume(returning: signal == 0 ? status >> 8 & 0xFF : 128 + signal)
            }
        }
    }

    /// Ends all remaining processes of the command, in whatever session or group: SIGTERM first,
    /// SIGKILL at the deadline.
    ///
    /// - Parameter guardian: the one child that is not part of the command.
    /// - Returns: the processes that could not be ended, such as those of another user.
    func end(by deadline: ContinuousClock.Instant, sparing guardian: pid_t?) async -> [pid_t] {
        var told: Set<pid_t> = []
        var left = remaining(except: guardian)
        while !left.isEmpty, ContinuousClock.now < deadline {
            for id in left where told.insert(id).inserted {
                _ = kill(id, SIGTERM)
                // One that is stopped would not hear of it.
                _ = kill(id, SIGCONT)
            }
            try? await Task.sleep(for: Self.lookInterval)
            left = remaining(except: guardian)
        }
        let end = ContinuousClock.now + Self.killTime
        while !left.isEmpty, ContinuousClock.now < end {
            for id in left { _ = kill(id, SIGKILL) }
            try? await Task.sleep(for: Self.lookInterval)
            left = remaining(except: guardian)
        }
        return left
    }

    private static let lookInterval = Duration.milliseconds(5)
    /// The time for killing processes again that were forked a moment before.
    private static let killTime = Duration.seconds(1)

    /// Returns the remaining processes of the command; its process group where they cannot be
    /// listed. Reaps those that have ended.
    private func remaining(except guardian: pid_t?) -> [pid_t] {
        var ended: pid_t
        repeat { ended = waitpid(-1, nil, WNOHANG) } while ended > 0
        guard ended == 0 else { return [] }
        guard let all = ProcessTree.descendants(without: priorChildren) else {
            return kill(-id, 0) == 0 ? [-id] : []
        }
        return all.filter { $0 != guardian }
    }

    /// Sets a process group of its own, and default signals: ours are ignored or, in the threads of
    /// queues, blocked.
    private static func prepare(_ attributes: inout posix_spawnattr_t) {
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    }

    /// Ours but for the secret that is for us alone.
    static var ownEnvironment: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        variables[EnvironmentOptions.passphrase] = nil
        return variables
    }
}
