import Foundation
import JSONTree
import TestSupport
import Testing

/// The executable as a person or a script meets it.
@Suite(.blocking) struct CommandLineTests {
    private let directory = TemporaryDirectory()

    // MARK: Starting

    @Test(
        "The first line is the base URL, once connections are taken; the second the console"
    )
    func firstLine() async throws {
        let mock = try await MockProcess.serving()
        let port = try await mock.port
        let place = "http://127.0.0.1:\(port)/"
        try await eventually("both lines are there") { mock.output.count { $0 == "\n" } == 2 }
        #expect(
            mock.output == "electrum-mock listening on \(place)suv/v1\nconsole \(place)\n")
        #expect(try WireClient(port: port).exchange(health).status == 200)
    }

    @Test("The console's address has the token in its fragment, or is not there when it is off")
    func console() async throws {
        let port = "127.0.0.1:0"
        let mock = try MockProcess(["serve", "--listen", port, "--admin-token", "a b&c"])
        _ = try await mock.port
        try await eventually("both lines are there") { mock.output.count { $0 == "\n" } == 2 }
        #expect(mock.output.hasSuffix("/#token=a%20b%26c\n"))
        let without = try MockProcess(["serve", "--listen", port, "--console", "off"])
        _ = try await without.port
        #expect(!without.output.contains("console"))
    }

    @Test(
        "Each address that is listened on has a line, the first one first, and is in the ready file"
    )
    func severalLines() async throws {
        let path = "\(directory.path)/ready.json"
        let mock = try MockProcess(
            ["serve", "--ready-file", path, "--admin-listen", "127.0.0.1:0"]
                + ["--console", "off"] + (1...3).flatMap { _ in ["--listen", "127.0.0.1:0"] })
        _ = try await mock.port
        try await eventually("all lines are there") { mock.output.count { $0 == "\n" } == 3 }
        let urls = mock.output.split(separator: "\n").map { line in
            String(line.split(separator: " ").last ?? "")
        }
        #expect(Set(urls).count == 3)
        for line in mock.output.split(separator: "\n") {
            #expect(line.hasPrefix("electrum-mock listening on http://127.0.0.1:"))
        }
        for url in urls {
            let port = UInt16(url.split(separator: ":")[2].prefix { $0 != "/" }) ?? 0
            #expect(try WireClient(port: port).exchange(health).status == 404)
        }
        let ready = try JSON(parsing: Array(directory.read("ready.json").utf8))
        #expect(ready["url"]?.text == urls[0])
        #expect(ready["urls"]?.items?.compactMap(\.text) == urls)
    }

    @Test("The ready file tells URL, control API and process, and is complete when it is there")
    func readyFile() async throws {
        let path = "\(directory.path)/ready.json"
        let mock = try MockProcess(["serve", "--listen", "127.0.0.1:0", "--ready-file", path])
        try await eventually("the ready file is there") { directory.files == ["ready.json"] }
        let text = directory.read("ready.json")
        let port = try await mock.port
        #expect(
            text
                == "{\"url\":\"http://127.0.0.1:\(port)/suv/v1\","
                + "\"admin\":\"http://127.0.0.1:\(port)/_mock\",\"pid\":\(mock.id)}\n")
    }

    @Test(
        "Every exchange is a line on standard error, unless quiet is asked for",
        arguments: [true, false])
    func log(isQuiet: Bool) async throws {
        let mock = try await MockProcess.serving(isQuiet ? "-q" : "--lanes=1")
        let till = try await Till(client: WireClient(port: mock.port))
        #expect(try till.provision(uuid(1)).status == 201)
        till.client.send("no HTTP\r\n\r\n")
        #expect(try till.client.readResponse().status == 400)
        mock.signal(SIGTERM)
        #expect(try await mock.exit.status == 0)
        let lines = mock.errors.split(separator: "\n").filter { !$0.hasPrefix("seed ") }
        #expect(lines.count == (isQuiet ? 0 : 2), "\(mock.errors)")
        guard !isQuiet else { return }
        #expect(lines.first?.contains(" 201 \(uuid(1))") == true, "\(mock.errors)")
        #expect(lines.last?.contains(" refused 400") == true, "\(mock.errors)")
    }

    @Test("The same seed gives the same vouchers, run after run")
    func seed() async throws {
        var codes: [String?] = []
        for seed in ["11", "11", "12"] {
            let mock = try await MockProcess.serving("--seed", seed)
            let till = try await Till(client: WireClient(port: mock.port))
            codes.append(try till.provision(uuid(1)).voucherCode)
        }
        #expect(codes[0] != nil)
        #expect(codes[0] == codes[1])
        #expect(codes[0] != codes[2])
    }

    // MARK: Ending

    @Test("SIGTERM and SIGINT end the mock with exit 0", arguments: [SIGTERM, SIGINT])
    func stopSignal(number: Int32) async throws {
        let mock = try await MockProcess.serving()
        let client = try await WireClient(port: mock.port)
        #expect(try client.exchange(health).status == 200)
        mock.signal(number)
        let exit = try await mock.exit
        #expect(exit.status == 0)
        #expect(!exit.wasSignalled)
        #expect(try client.readToEnd() == .cleanEnd)
    }

    @Test("A signal right behind the first line is not lost")
    func stopSignalAtOnce() async throws {
        for _ in 1...20 {
            let mock = try await MockProcess.serving()
            mock.signal(SIGTERM)
            let exit = try await mock.exit
            #expect(exit.status == 0)
            #expect(!exit.wasSignalled)
        }
    }

    @Test("A second signal ends the mock at once")
    func secondSignal() async throws {
        try directory.write(
            "rules: [{name: slow, on: [provision], replies: [{delay: 30m}]}]\n", to: "slow.yaml")
        let mock = try await MockProcess.serving(
            "--stop-grace-ms", "3600000", "--scenarios", directory.path, "--scenario", "slow")
        let port = try await mock.port
        let till = try Till(client: WireClient(port: port))
        let provision = till.provisionRequest(uuid(1)).description
        till.client.send(till.request("/vouchers", body: provision))
        mock.signal(SIGTERM)
        try await eventually("no new connection is taken") {
            (try? WireClient(port: port)) == nil
        }
        mock.signal(SIGTERM)
        let exit = try await mock.exit
        #expect(exit.wasSignalled)
        #expect(exit.status == SIGTERM)
    }

    // MARK: Listening

    @Test("The URL that is handed out works, wherever the mock listens")
    func everywhere() async throws {
        let mock = try MockProcess(
            ["serve", "--listen", "*:0", "--listen", "localhost:0", "--ready-file", "ready.json"])
        let port = try await mock.port
        #expect(mock.output.contains("http://127.0.0.1:\(port)/suv/v1"))
        #expect(mock.directory.read("ready.json").contains("http://127.0.0.1:\(port)/_mock"))
        #expect(try WireClient(port: port).exchange(health).status == 200)
    }

    @Test("Several addresses come from the environment, separated by commas")
    func severalAddresses() async throws {
        let mock = try MockProcess(
            ["serve"], environment: ["ELECTRUM_MOCK_LISTEN": "127.0.0.1:0,127.0.0.2:0"])
        #expect(try await WireClient(port: mock.port).exchange(health).status == 200)
    }

    @Test(
        "An option that says one thing is refused when it is given twice",
        arguments: [
            (["--scenario", "a", "--scenario=b"], "--plan FILE"),
            (["--seed", "1", "--seed", "2"], "--seed is given 2 times; give it once"),
        ])
    func givenTwice(options: [String], words: String) async throws {
        let mock = try MockProcess(["serve"] + options)
        #expect(try await mock.exit.status == 64)
        #expect(mock.errors.contains(words), "\(mock.errors)")
    }

    // MARK: Refusing to start

    @Test(
        "A bad option is a usage error, told with what would be right",
        arguments: [
            (["--nonsense"], "--nonsense"), (["--listen", "nonsense"], "--listen"),
            (["--listen"], "--listen"), (["--lanes", "0"], "--lanes must be 1 to 64, not 0"),
            (["--lanes", "65"], "--lanes must be 1 to 64, not 65"), (["--seed", "x"], "--seed"),
            (["--unknown-fields", "maybe"], "--unknown-fields"),
            (["--provider-error-name", "error"], "--provider-error-name"),
            (["--idle-timeout-ms", "0"], "--idle-timeout-ms must be"),
            (["--body-bytes-max=-1"], "--body-bytes-max must be"),
            (["extra"], "extra"),
        ])
    func badOption(options: [String], words: String) async throws {
        let mock = try MockProcess(["serve"] + options)
        #expect(try await mock.exit.status == 64)
        #expect(mock.output == "")
        #expect(mock.errors.contains(words), "\(mock.errors)")
        expectNoStackTrace(mock)
    }

    @Test("A scenarios directory that is not there ends the start with exit 2")
    func missingDirectory() async throws {
        let missing = "\(directory.path)/missing"
        let mock = try MockProcess(["serve", "--listen", "127.0.0.1:0", "--scenarios", missing])
        #expect(try await mock.exit.status == 2)
        #expect(mock.output == "")
        #expect(mock.errors.hasPrefix("\(missing): error: "), "\(mock.errors)")
        expectNoStackTrace(mock)
    }

    @Test("A broken profile ends the start with exit 2, and tells file, line and column")
    func brokenProfile() async throws {
        let file = try directory.write(
            "name: Broken\nroutes: {receiver: [Broken]}\nretries: perhaps\n",
            to: "scenarios/providers/broken.yaml")
        let mock = try MockProcess(
            ["serve", "--listen", "127.0.0.1:0", "--scenarios", "\(directory.path)/scenarios"])
        #expect(try await mock.exit.status == 2)
        #expect(mock.output == "")
        #expect(mock.errors.hasPrefix("\(file):3:10: error: "), "\(mock.errors)")
        #expect(mock.errors.contains("\nretries: perhaps\n         ^"))
        expectNoStackTrace(mock)
    }

    @Test("A taken port ends the start with exit 4 and says so")
    func takenPort() async throws {
        let first = try await MockProcess.serving()
        let port = try await first.port
        let second = try MockProcess(["serve", "--listen", "127.0.0.1:\(port)"])
        #expect(try await second.exit.status == 4)
        #expect(second.output == "")
        #expect(
            second.errors
                == "electrum-mock: cannot listen on 127.0.0.1:\(port): the port is taken, by "
                + "another process or another address of this one; choose another one, or port 0 "
                + "for any that is free\n")
        #expect(try WireClient(port: port).exchange(health).status == 200)
    }

    @Test("A ready file that cannot be written ends the start with exit 4")
    func badReadyFile() async throws {
        let path = "\(directory.path)/missing/ready.json"
        let mock = try MockProcess(["serve", "--listen", "127.0.0.1:0", "--ready-file", path])
        #expect(try await mock.exit.status == 4)
        #expect(mock.output == "")
        #expect(mock.errors.contains(path))
    }

    // MARK: The environment

    @Test("Options come from the environment, and the command line wins")
    func environment() async throws {
        let mock = try MockProcess(
            ["serve", "--ready-file", "\(directory.path)/from-line"],
            environment: [
                "ELECTRUM_MOCK_LISTEN": "127.0.0.1:0", "ELECTRUM_MOCK_QUIET": "1",
                "ELECTRUM_MOCK_SEED": "5",
                "ELECTRUM_MOCK_READY_FILE": "\(directory.path)/from-environment",
            ])
        let client = try await WireClient(port: mock.port)
        #expect(try client.exchange(health).status == 200)
        #expect(directory.files == ["from-line"])
        #expect(mock.errors == "seed 5, draws by transaction id\n")
    }

    @Test(
        "The variable of a flag is yes or no in any case, and anything else is refused",
        arguments: [("TRUE", true), ("Yes", true), ("No", false), ("", false), ("maybe", nil)])
    func flag(value: String, isQuiet: Bool?) async throws {
        let mock = try MockProcess(
            [
                "run", "--scenario", "f1-dual-success", "--drain", "0s", "--", MockProcess.binary,
                "till",
            ],
            environment: ["ELECTRUM_MOCK_QUIET": value])
        #expect(try await mock.exit.status == (isQuiet == nil ? 64 : 0), "\(mock.errors)")
        if let isQuiet {
            #expect(mock.errors.contains("provision 201") != isQuiet)
        } else {
            #expect(mock.errors.contains("ELECTRUM_MOCK_QUIET is 1 or 0, not `maybe`"))
        }
    }

    @Test("Every option that takes a value is read from the environment")
    func everyOption() async throws {
        let help = try MockProcess(["serve", "--help-hidden"])
        #expect(try await help.exit.status == 0)
        let options = help.output.matches(of: /--([a-z-]+) </).map { String($0.output.1) }
        #expect(options.count >= 15)
        // Any text is a token, or a name.
        for option in Set(options).subtracting(["admin-token", "allow-host"]) {
            let name = "ELECTRUM_MOCK_" + option.uppercased().replacing("-", with: "_")
            let value = "\(directory.path)/missing/nonsense"
            let mock = try MockProcess(
                ["serve"] + (option == "listen" ? [] : ["--listen", "127.0.0.1:0"]),
                environment: [name: value])
            // A path that is no path, a number that is no number: the mock cannot have started.
            #expect(try await mock.exit.status != 0, "\(name)")
        }
    }

    // MARK: Help

    @Test("The version is a line, with the commit where the build was told")
    func version() async throws {
        let mock = try MockProcess(["--version"])
        #expect(try await mock.exit.status == 0)
        let line = /\d+\.\d+\.\d+( \([0-9a-f]+(-dirty)?\))?\n/
        #expect(mock.output.wholeMatch(of: line) != nil, "\(mock.output)")
    }

    @Test(
        "Help tells the commands, and of each command the options",
        arguments: [
            (["--help"], ["USAGE: electrum-mock", "serve"]),
            (
                ["serve", "--help"],
                ["--listen", "--scenarios", "--seed", "--ready-file", "--tls-cert"]
            ),
        ])
    func help(arguments: [String], words: [String]) async throws {
        let mock = try MockProcess(arguments)
        #expect(try await mock.exit.status == 0)
        for word in words { #expect(mock.output.contains(word)) }
        #expect(mock.errors == "")
    }

    private let health = "GET /_mock/health HTTP/1.1\r\nHost: localhost\r\n\r\n"

    private func expectNoStackTrace(_ mock: MockProcess) {
        for word in ["Fatal error", "Stack dump", "crashed", ".swift:"] {
            #expect(!mock.errors.contains(word))
        }
    }
}
