import Glibc
import JSONTree
import TestSupport
import Testing

/// The built `electrum-mock` with process managers, balancers and collectors.
@Suite(.blocking) struct DeploymentTests {
    private let health = "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    private let ready = "GET /_mock/ready HTTP/1.1\r\nHost: localhost\r\n\r\n"

    // MARK: Ready

    @Test("A lame duck answers as before while it says that it is not ready, and then ends")
    func lameDuck() async throws {
        let mock = try await MockProcess.serving(
            "--lame-duck", "700ms", "--admin-token", "secret", "-q")
        let port = try await mock.port
        #expect(try WireClient(port: port).exchange(ready).status == 200)
        mock.signal(SIGTERM)
        try await eventually("it is not ready") {
            try WireClient(port: port).exchange(ready).status == 503
        }
        #expect(try Till(client: WireClient(port: port)).provision(uuid(1)).status == 201)
        #expect(try WireClient(port: port).exchange(health).status == 200)
        #expect(try await mock.exit.status == 0)
    }

    @Test("A lame duck that is told twice ends at once", arguments: [SIGTERM, SIGINT])
    func impatient(number: Int32) async throws {
        let mock = try await MockProcess.serving("--lame-duck", "1h")
        let port = try await mock.port
        mock.signal(SIGTERM)
        try await eventually("it is not ready") {
            try WireClient(port: port).exchange(ready).status == 503
        }
        mock.signal(number)
        #expect(try await mock.exit.wasSignalled)
    }

    // MARK: Listening

    @Test("A socket in the file system serves, and is gone afterwards")
    func unixSocket() async throws {
        let directory = TemporaryDirectory()
        let path = "\(directory.path)/mock.sock"
        let arguments = ["serve", "-q", "--listen", "unix:\(path)", "--ready-file", "ready"]
        let mock = try MockProcess(arguments, in: directory)
        try await eventually("it is ready") { mock.output.contains("\n") }
        #expect(
            mock.output
                == "electrum-mock listening on http://localhost/suv/v1 at unix:\(path)\n")
        let ready = try JSON(parsing: Array(directory.read("ready").utf8))
        #expect(ready["sockets"]?.items == [.string(path)])
        #expect(try WireClient(path: path).exchange(health).status == 200)
        #expect(try Till(client: WireClient(path: path)).provision(uuid(1)).status == 201)
        let asked = try MockProcess(["health", "--url", "unix:\(path)"])
        #expect(try await asked.exit.status == 0, "\(asked.errors)")
        // Another one finds it taken.
        let second = try MockProcess(["serve", "--listen", "unix:\(path)"])
        #expect(try await second.exit.status == 4)
        #expect(second.errors.contains("cannot listen on unix:\(path)"))
        // The socket that a killed mock leaves is in nobody's way.
        mock.signal(SIGKILL)
        _ = try await mock.exit
        #expect(directory.files.contains("mock.sock"))
        let third = try MockProcess(arguments, in: directory)
        try await eventually("it is ready") { (try? WireClient(path: path)) != nil }
        third.signal(SIGTERM)
        #expect(try await third.exit.status == 0)
        #expect(!directory.files.contains("mock.sock"))
    }

    @Test("A file that is no socket is left alone, and a path that is too long is told")
    func noSocket() async throws {
        let directory = TemporaryDirectory()
        let path = try directory.write("precious", to: "file")
        let mock = try MockProcess(["serve", "--listen", "unix:\(path)"])
        #expect(try await mock.exit.status == 4)
        #expect(directory.read("file") == "precious")
        let long = "unix:/" + String(repeating: "x", count: 200)
        #expect(try await MockProcess(["serve", "--listen", long]).exit.status == 64)
        #expect(try await MockProcess(["serve", "--listen", "unix:"]).exit.status == 64)
    }

    @Test("Sockets that systemd passes on are served: the one named admin is for control alone")
    func activation() async throws {
        let script = """
            use Socket; $^F = 9;
            for my $n (0, 1) {
                socket($s[$n], PF_INET, SOCK_STREAM, 0); bind($s[$n], sockaddr_in(0, INADDR_LOOPBACK));
                listen($s[$n], 9); print ((sockaddr_in(getsockname($s[$n])))[0], "\\n");
            }
            $| = 1; print ""; @ENV{qw(LISTEN_PID LISTEN_FDS LISTEN_FDNAMES)} = ($$, 2, "tills:admin");
            exec $ENV{MOCK}, "serve", "-q";
            """
        let mock = try MockProcess(shell: "exec perl -e '\(script)'")
        try await eventually("it is ready: \(mock.errors)") {
            mock.output.contains("listening") || !mock.isRunning
        }
        let lines = mock.output.split(separator: "\n")
        let ports = lines.compactMap { UInt16($0) }
        try #require(ports.count == 2, "\(mock.output)\(mock.errors)")
        #expect(
            lines.suffix(2) == [
                "electrum-mock listening on http://127.0.0.1:\(ports[0])/suv/v1",
                "console http://127.0.0.1:\(ports[1])/",
            ])
        #expect(try Till(client: WireClient(port: ports[0])).provision(uuid(1)).status == 201)
        #expect(try WireClient(port: ports[0]).exchange(health).status == 404)
        #expect(try WireClient(port: ports[1]).exchange(health).status == 200)
    }

    @Test("What is passed on to another process, or is no socket, is not served")
    func strangers() async throws {
        let other = try MockProcess(
            ["serve", "--listen", "127.0.0.1:0"],
            environment: ["LISTEN_PID": "1", "LISTEN_FDS": "1"])
        #expect(try await WireClient(port: other.port).exchange(health).status == 200)
        let mock = try MockProcess(
            shell: "LISTEN_PID=$$ LISTEN_FDS=1 exec $MOCK serve --listen 127.0.0.1:0 3</dev/null")
        #expect(try await mock.exit.status == 4)
        #expect(mock.errors.contains("descriptor 3: it is not a listening socket"))
    }

    @Test("localhost is both families")
    func localhost() async throws {
        let mock = try MockProcess(["serve", "-q", "--listen", "localhost:0"])
        let port = try await mock.port
        #expect(try WireClient(host: "127.0.0.1", port: port).exchange(health).status == 200)
        // A machine may have no IPv6 at all.
        let hasIPv6 = (try? WireClient(host: "::1", port: port)) != nil
        let other = try MockProcess(["serve", "-q", "--listen", "[::1]:0"])
        try await eventually("it starts or not") { other.output.contains("\n") || !other.isRunning }
        #expect(hasIPv6 == other.isRunning)
    }

    // MARK: Secrets and logs

    @Test("The token of the control API comes from a file, without its line feed")
    func tokenFile() async throws {
        let directory = TemporaryDirectory()
        let file = try directory.write("s3cret\n", to: "token")
        let mock = try await MockProcess.serving("-q", "--admin-token-file", file)
        let control = try ControlClient(port: try await mock.port)
        #expect(try control.exchange("GET", "/sandboxes").status == 401)
        let fields = ["Authorization: Bearer s3cret"]
        #expect(try control.exchange("GET", "/sandboxes", fields: fields).status == 200)
        for text in ["", "\n", "two\nlines\n", "with blank\n"] {
            let bad = try directory.write(text, to: "bad")
            let refused = try MockProcess(
                ["serve", "--listen", "127.0.0.1:0", "--admin-token-file", bad])
            #expect(try await refused.exit.status == 2)
            #expect(!refused.errors.contains("lines\n"))
        }
        let both = try MockProcess(["serve", "--admin-token", "a", "--admin-token-file", file])
        #expect(try await both.exit.status == 64)
    }

    @Test("With --log-format json every line on standard error is an object")
    func jsonLog() async throws {
        let mock = try await MockProcess.serving("--log-format", "json")
        let till = try await Till(client: WireClient(port: mock.port))
        #expect(try till.provision(uuid(1)).status == 201)
        #expect(try till.get("/nowhere").status == 404)
        till.client.send("no HTTP\r\n\r\n")
        #expect(try till.client.readResponse().status == 400)
        mock.signal(SIGTERM)
        _ = try await mock.exit
        let lines = try mock.errors.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
        #expect(
            lines.map { $0["event"]?.text } == ["notice", "message", "request", "refused"],
            "\(mock.errors)")
        let message = try #require(lines.dropFirst().first)
        #expect(message["operation"] == "provision")
        #expect(message["status"] == 201)
        #expect(message["sandbox"] == "default")
        #expect(message["currency"] == "710")
        #expect(message["amount"]?.integer != nil)
        #expect(message["durationMs"]?.integer != nil)
    }
}
