import Dispatch
import Glibc

/// The command of `run`: in a process group of its own, so that nothing of it is left behind.
struct ChildProcess {
    /// Why the command could not be started.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let pid: pid_t

    /// Starts a command with this environment besides our own. Signals that would end us are
    /// passed on to it.
    static func start(_ command: [String], environment: [String: String]) throws(Failure)
        -> ChildProcess
    {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setpgroup(&attributes, 0)
        var defaults = sigset_t()
        sigfillset(&defaults)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))

        var variables = currentEnvironment()
        for (name, value) in environment { variables[name] = value }
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] =
            variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + settings { free(text) } }
        var pid: pid_t = 0
        let status = posix_spawnp(&pid, command[0], nil, &attributes, &arguments, &settings)
        guard status == 0 else {
            throw Failure(
                description: "cannot start \(command[0]): \(String(cString: strerror(status)))")
        }
        return ChildProcess(pid: pid)
    }

    /// Returns the exit status once the command has ended, 128 and the signal when one ended it.
    /// What it left running is ended then.
    func wait() async -> Int32 {
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [pid] in _ = kill(-pid, number) }
            source.activate()
            return source
        }
        let status = await withCheckedContinuation { continuation in
            DispatchQueue(label: "child").async { [pid] in
                var status: Int32 = 0
                while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
                continuation.resume(returning: status)
            }
        }
        for source in sources { source.cancel() }
        kill(-pid, SIGTERM)
        let signalNumber = status & 0x7F
        return signalNumber == 0 ? (status >> 8) & 0xFF : 128 + signalNumber
    }

    private static func currentEnvironment() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(separator: "=", maxSplits: 1)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return variables
    }
}
