import Foundation

/// A running contender.
final class Server {
    let name: String
    let port: UInt16
    private let pid: pid_t
    /// Its standard output, open for as long as it may write there.
    private let output: Int32
    private var cpuClock = clockid_t()
    /// What a server that needs files keeps them in.
    private let folder: TemporaryFolder?

    /// Returns when the server accepts connections.
    ///
    /// - Parameter processors: those that it may run on, one bit for each.
    init(_ contender: Contender, processors: UInt = Processors.server) throws {
        name = contender.name
        var command = contender.command
        var port: UInt16?
        folder = try contender.configuration.map { _ in try TemporaryFolder() }
        if let configuration = contender.configuration, let folder {
            port = try Till.freePort()
            let text = try String(contentsOfFile: configuration, encoding: .utf8)
                .replacing("@PORT@", with: "\(port ?? 0)")
                .replacing("@ANSWER@", with: ProvisionMessage.answer)
            try folder.write(text, to: "configuration")
            command += ["-p", folder.path, "-c", folder.path + "configuration"]
        }
        Processors.use(processors)
        defer { Processors.use(Processors.load) }
        (pid, output) = try Self.spawn(command)
        if let port { Self.waitForListener(on: port) }
        let line = port == nil ? Self.firstLine(from: output) : ""
        guard let port = port ?? line.matches(of: /:([0-9]+)/).last.flatMap({ UInt16($0.1) }) else {
            kill(pid, SIGKILL)
            throw Failure(description: "did not start: \(command.joined(separator: " "))")
        }
        self.port = port
        clock_getcpuclockid(pid, &cpuClock)
    }

    /// The processor time that the server has used, user and system, in nanoseconds.
    var cpuNs: UInt64 { Uptime.ns(cpuClock) }

    /// The memory that is resident now.
    var residentBytes: Int {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let kibibytes = status.firstMatch(of: /VmRSS:\s*([0-9]+) kB/).flatMap { Int($0.1) }
        return (kibibytes ?? 0) * 1024
    }

    /// Returns when the server has nothing left to do.
    func settle() {
        var before: UInt64
        repeat {
            before = cpuNs
            usleep(100_000)
        } while cpuNs - before > 1_000_000
    }

    /// Ends the server, which has nothing to lose.
    func stop() {
        kill(pid, SIGKILL)
        waitpid(pid, nil, 0)
        close(output)
        folder?.remove()
    }

    /// Runs a command to its end; returns how long it took and its processor time, both in
    /// milliseconds.
    static func run(_ command: [String]) throws -> (ms: Double, cpuMs: Double) {
        Processors.use(Processors.server)
        defer { Processors.use(Processors.load) }
        let startNs = Uptime.ns
        let (pid, output) = try spawn(command)
        var scratch = [UInt8](repeating: 0, count: 1 << 16)
        while read(output, &scratch, scratch.count) > 0 {}
        close(output)
        var usage = rusage()
        wait4(pid, nil, 0, &usage)
        return (Double(Uptime.ns - startNs) / 1e6, Uptime.ms(usage))
    }

    /// Starts a process whose standard output can be read, without environment or error output.
    private static func spawn(_ command: [String]) throws -> (pid_t, output: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure.call("pipe") }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        posix_spawn_file_actions_addclose(&actions, ends[1])
        var arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var pid = pid_t()
        let code = posix_spawn(&pid, command[0], &actions, nil, &arguments, &environment)
        guard code == 0 else {
            close(ends[0])
            throw Failure(description: "\(command[0]): \(String(cString: strerror(code)))")
        }
        return (pid, ends[0])
    }

    private static func waitForListener(on port: UInt16) {
        for _ in 0..<20_000 {
            if let till = try? Till(port: port) { return till.close() }
            usleep(50)
        }
    }

    private static func firstLine(from descriptor: Int32) -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }
}
