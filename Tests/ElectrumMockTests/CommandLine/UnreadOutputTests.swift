import Glibc
import JSONTree
import TestSupport
import Testing

/// Output that nobody reads or that has no room.
@Suite(.blocking) struct UnreadOutputTests {
    private let directory = TemporaryDirectory()

    /// A pipe with a name. It is held open at both ends, and read only where a test does.
    private final class NamedPipe {
        let path: String
        let descriptor: Int32

        init(_ path: String) {
            self.path = path
            mkfifo(path, 0o600)
            descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        }

        deinit { close(descriptor) }

        func fill() {
            let bytes = [UInt8](repeating: 0x20, count: 4_096)
            while write(descriptor, bytes, bytes.count) > 0 {}
        }

        /// Returns the text written by now.
        func read() -> String {
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = Glibc.read(descriptor, &bytes, bytes.count)
            return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
        }
    }

    /// A mock whose streams are pipes.
    private final class PipedMock {
        let id: pid_t
        let output: NamedPipe
        let errors: NamedPipe
        let port: UInt16

        init(in directory: TemporaryDirectory, fillsOutput: Bool = false, _ more: String...)
            async throws
        {
            output = NamedPipe("\(directory.path)/stdout")
            errors = NamedPipe("\(directory.path)/stderr")
            if fillsOutput { output.fill() }
            id = try MockProcess.spawn(
                [MockProcess.binary, "serve", "--listen", "127.0.0.1:0"]
                    + ["--ready-file", "\(directory.path)/ready"] + more,
                environment: [], terminal: nil, output: output.path, errors: errors.path)
            try await eventually("the mock is ready") { directory.read("ready").hasSuffix("\n") }
            let digits = directory.read("ready").split(separator: ":")[3].prefix { $0.isNumber }
            port = UInt16(digits) ?? 0
        }

        deinit {
            kill(id, SIGKILL)
            waitpid(id, nil, 0)
        }

        /// The exit code after SIGTERM, and how long it took.
        func end() -> (code: Int32, duration: Duration) {
            var status: Int32 = 0
            let duration = ContinuousClock().measure {
                kill(id, SIGTERM)
                waitpid(id, &status, 0)
            }
            return (status, duration)
        }
    }

    private func metric(_ name: String, at port: UInt16) throws -> Int {
        let text = try ControlClient(port: port).exchange("GET", "/metrics").text
        let line = text.split(separator: "\n").first { $0.hasPrefix("electrum_mock_\(name) ") }
        return line.flatMap { Int($0.split(separator: " ").last ?? "") } ?? -1
    }

    // MARK: A running mock

    /// The grace of five seconds must not pass, but a busy machine needs a part of it.
    private static let lessThanGrace = Duration.seconds(4)

    @Test(
        "Where nobody reads the pipes behind the first line, tills are answered and SIGTERM works")
    func unreadPipes() async throws {
        let mock = try await PipedMock(in: directory)
        try await eventually("the first line is there") {
            mock.output.read().hasPrefix("electrum-mock listening on ")
        }
        let till = try Till(client: WireClient(port: mock.port))
        // A pipe holds the lines of 850, and the queue behind it those of 13,000.
        for number in 1...1_500 { #expect(try till.provision(uuid(number)).status == 201) }
        #expect(try ControlClient(port: mock.port).ask("GET", "/health").status == 200)
        #expect(try metric("log_lines_dropped_total", at: mock.port) == 0)
        let (code, duration) = mock.end()
        #expect(code == 0)
        #expect(duration < Self.lessThanGrace)
    }

    @Test("When the log is read again it says how many lines it lacks, and the metrics say it")
    func logAgain() async throws {
        let mock = try await PipedMock(in: directory)
        let client = try WireClient(port: mock.port)
        let path = String(repeating: "x", count: 180)
        var lost = 0
        while lost == 0 {
            for _ in 1...500 {
                _ = try client.exchange("GET /\(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            }
            lost = try metric("log_lines_dropped_total", at: mock.port)
        }
        var text = ""
        try await eventually("the loss is told") {
            text += mock.errors.read()
            return text.contains("log lines were dropped: standard error is not read\n")
        }
        #expect(mock.end().code == 0)
    }

    @Test("A standard output that takes nothing keeps a mock neither from serving nor from ending")
    func fullOutput() async throws {
        let mock = try await PipedMock(in: directory, fillsOutput: true)
        #expect(try ControlClient(port: mock.port).ask("GET", "/health").status == 200)
        let (code, duration) = mock.end()
        #expect(code == 0)
        #expect(duration < Self.lessThanGrace)
    }

    @Test("A journal that nobody takes is told of and counted, and the mock serves on and ends")
    func unreadJournal() async throws {
        let journal = NamedPipe("\(directory.path)/journal")
        let mock = try await PipedMock(in: directory, "--journal", journal.path)
        let till = try Till(client: WireClient(port: mock.port))
        for number in 1...100 { #expect(try till.provision(uuid(number)).status == 201) }
        let control = try ControlClient(port: mock.port)
        try await eventually("the journal is failing") {
            try control.ask("GET", "/health").json["journal"]?.text == "failing"
        }
        #expect(try metric("journal_waiting", at: mock.port) > 100)
        #expect(try metric("journal_lost_total", at: mock.port) == 0)
        let (code, duration) = mock.end()
        #expect(code == 0)
        #expect(duration < Self.lessThanGrace)
        #expect(mock.errors.read().withoutFolds.contains("lacks the last "))
    }

    @Test("A journal that is taken slowly is whole at the end")
    func slowJournal() async throws {
        let journal = NamedPipe("\(directory.path)/journal")
        let mock = try await PipedMock(in: directory, "--journal", journal.path)
        let till = try Till(client: WireClient(port: mock.port))
        var text = ""
        for number in 1...60 {
            #expect(try till.provision(uuid(number)).status == 201)
            if number % 7 == 0 { text += journal.read() }
        }
        kill(mock.id, SIGTERM)
        var status: Int32 = 0
        try await eventually("the mock has ended") {
            text += journal.read()
            return waitpid(mock.id, &status, WNOHANG) == mock.id
        }
        text += journal.read()
        #expect(status == 0)
        for number in 1...60 { #expect(text.contains("\(uuid(number))\"")) }
        #expect(text.hasSuffix("}\n"))
    }

    // MARK: Commands that print

    /// The exit code of a command line for the shell, and what it left on standard error.
    private func shell(_ script: String) throws -> (code: Int32, errors: String) {
        let id = try MockProcess.spawn(
            ["/bin/sh", "-c", "cd \(directory.path) || exit 1\n\(script)", MockProcess.binary],
            environment: [], terminal: nil, output: "\(directory.path)/out",
            errors: "\(directory.path)/err")
        var status: Int32 = 0
        waitpid(id, &status, 0)
        return (MockProcess.Exit(waitStatus: status).status, directory.read("err").withoutFolds)
    }

    private static let commands = [
        "check", "scenarios", "report journal", "report journal --format json", "--help",
        "help serve", "--version", "serve --listen 127.0.0.1:0 -q",
    ]

    /// The journal of a run in which no message came.
    private func writeJournal() throws {
        #expect(try shell("\"$0\" run --journal journal --scenario flaky -- true").code == 3)
    }

    private func prepare() throws {
        try directory.write("rules: []", to: "scenarios/flaky.yaml")
        try writeJournal()
    }

    @Test("Output that cannot be written ends every command with 74 and the reason")
    func unwritten() throws {
        try prepare()
        let sinks = [
            (">/dev/full", "No space left on device"), (">&-", "Bad file descriptor"),
            ("3<>pipe 4>pipe 3<&- >&4", "Broken pipe"),
        ]
        #expect(try shell("mkfifo pipe").code == 0)
        for command in Self.commands {
            for (sink, reason) in sinks {
                let (code, errors) = try shell("exec \"$0\" \(command) \(sink)")
                #expect(code == 74, "\(command) \(sink): \(errors)")
                #expect(
                    errors.hasSuffix(
                        "electrum-mock: cannot write standard output: \(reason)\n"),
                    "\(command) \(sink): \(errors)")
            }
        }
    }

    @Test("A run whose report cannot be written does not end like one that is read")
    func unwrittenReport() throws {
        try prepare()
        #expect(try shell("exec \"$0\" run --scenario flaky -- true 2>/dev/full").code == 74)
        #expect(try shell("exec \"$0\" run --scenario flaky -- true").code == 3)
    }

    @Test("A log that cannot be written is no reason to end")
    func unwrittenLog() async throws {
        for sink in ["2>/dev/full", "2>&-"] {
            let (code, _) = try shell(
                "\"$0\" serve --listen 127.0.0.1:0 \(sink) & while ! [ -s out ]; do :; done; "
                    + "kill $!; wait $!")
            #expect(code == 0, "\(sink)")
            unlink("\(directory.path)/out")
        }
    }

    // MARK: The journal's file

    @Test(
        "A journal that cannot be opened ends the start with 4, another file with 2; both tell why",
        arguments: [
            ("/nowhere/journal", 4, "No such file or directory"), ("/tmp", 4, "Is a directory"),
            ("other", 2, "does not begin like a journal"),
        ] as [(String, Int32, String)])
    func unopened(path: String, status: Int32, reason: String) throws {
        try directory.write("milk\n", to: "other")
        let (code, errors) = try shell("exec \"$0\" serve --listen 127.0.0.1:0 --journal \(path)")
        #expect(code == status)
        #expect(errors.contains(reason), "\(errors)")
        #expect(errors.split(separator: "\n").count == 1, "\(errors)")
    }

    @Test("A second mock does not get the journal of one that runs, and ends with 4")
    func second() async throws {
        let first = try await MockProcess.serving("--journal", "\(directory.path)/journal")
        let (code, errors) = try shell("exec \"$0\" serve --listen 127.0.0.1:0 --journal journal")
        #expect(code == 4)
        #expect(errors.contains("that of another mock"), "\(errors)")
        first.signal(SIGKILL)
        _ = try await first.exit
        let next = try await MockProcess.serving("--journal", "\(directory.path)/journal")
        next.signal(SIGTERM)
        #expect(try await next.exit.status == 0)
    }
}
