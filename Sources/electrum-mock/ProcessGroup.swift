import CEpoll
import Glibc

/// A command in a process group of its own. Whatever it starts can be ended with it, also what
/// leaves the group: as orphans those processes become children of this one.
struct ProcessGroup: Sendable {
    /// A reason why the command could not be started.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The standard streams of a command.
    enum Streams {
        /// Those of this process.
        case inherited
        /// Descriptors; what goes to an output that is nil is discarded.
        case given(input: Int32, output: Int32?, errors: Int32?)
    }

    /// Of the group and of its first process.
    let id: pid_t
    /// The child processes that existed before the command: a shell that became the mock by exec
    /// leaves its children.
    let priorChildren: Set<pid_t>
    /// A setting that all processes of the command have in their environment; nil if it runs alone.
    private let mark: String?

    /// Starts a command with this environment besides our own.
    ///
    /// - Parameter mark: the name of a variable in it whose value no other command has, by which
    ///   orphans are known as this command's.
    init(
        starting command: [String], environment: [String: String] = [:],
        streams: Streams = .inherited, mark: String? = nil
    ) throws(Failure) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if case .given(let input, let output, let errors) = streams {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
            for (stream, target) in [(STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
                if let target {
                    posix_spawn_file_actions_adddup2(&actions, target, stream)
                } else {
                    posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
                }
            }
        }
        var attributes = posix_spawnattr_t()
        Self.prepare(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A process that outlives its parent becomes our child, so that we see its end.
        _ = cepoll_adopt_orphans()
        priorChildren = Set(ProcessTree.children() ?? [])
        self.mark = mark.flatMap { name in environment[name].map { "\(name)=\($0)" } }
        let variables = Self.ownEnvironment.merging(environment) { $1 }
        let arguments = command.map { strdup($0) }
        let settings = variables.map { strdup("\($0.key)=\($0.value)") }
        defer { for text in arguments + settings { free(text) } }
        var status: Int32 = 0
        let id = Reaper.shared.start {
            var id: pid_t = 0
            status = posix_spawnp(
                &id, command[0], &actions, &attributes, arguments + [nil], settings + [nil])
            return status == 0 ? id : nil
        }
        guard let id else {
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
    /// it. Other processes may still run. May be called once.
    func wait() async -> Int32 {
        await Reaper.shared.status(of: id)
    }

    /// Ends all remaining processes of the command, in whatever session or group: SIGTERM first,
    /// SIGKILL at the deadline.
    ///
    /// - Parameter others: the children of this process that are not part of the command, beside
    ///   those that existed before it.
    /// - Returns: the processes that could not be ended, such as those of another user.
    func end(
        by deadline: ContinuousClock.Instant, sparing others: () -> Set<pid_t>
    ) async -> [pid_t] {
        var told: Set<pid_t> = []
        var left = remaining(except: others())
        while !left.isEmpty, ContinuousClock.now < deadline {
            for id in left where told.insert(id).inserted {
                _ = kill(id, SIGTERM)
                // One that is stopped would not hear of it.
                _ = kill(id, SIGCONT)
            }
            try? await Task.sleep(for: Self.lookInterval)
            left = remaining(except: others())
        }
        let end = ContinuousClock.now + Self.killTime
        while !left.isEmpty, ContinuousClock.now < end {
            for id in left { _ = kill(id, SIGKILL) }
            try? await Task.sleep(for: Self.lookInterval)
            left = remaining(except: others())
        }
        return left
    }

    private static let lookInterval = Duration.milliseconds(5)
    /// The time for killing processes again that were forked a moment before.
    private static let killTime = Duration.seconds(1)

    /// Returns the remaining processes of the command; its process group where they cannot be
    /// listed.
    private func remaining(except others: Set<pid_t>) -> [pid_t] {
        let all = ProcessTree.descendants { child in
            guard !priorChildren.contains(child), !others.contains(child) else { return false }
            guard let mark, child != id else { return true }
            return ProcessTree.environment(of: child).contains { $0 == mark }
        }
        return all ?? (kill(-id, 0) == 0 ? [-id] : [])
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
