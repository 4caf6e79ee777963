import Foundation
import TestSupport
import Testing

/// `electrum-mock explore`, with tills that are `electrum-mock till` or scripts.
@Suite(.blocking) struct ExploreTests {
    private static let till = [
        MockProcess.binary, "till", "--timeout", "200ms", "--pause", "5ms",
    ]
    private static let composite = "gives-up-when-confirmation-after-retry-gets-503"

    private func explore(
        _ options: [String], _ command: [String], parallel: Int = 4, seed: Int = 1
    ) throws -> MockProcess {
        try MockProcess(
            ["explore", "--seed", "\(seed)", "--parallel", "\(parallel)"] + options + ["--"]
                + command)
    }

    @Test("A defect that needs two faults is found, shrunk, and its file shows it again")
    func found() async throws {
        let command = Self.till + ["--defect", Self.composite]
        let run = try explore(
            ["--budget", "200", "--stop-at-first", "--report", "a.json", "--report", "a.html"]
                + ["--report", "a.xml", "--report", "a.md"], command)
        #expect(try await run.exit.status == 3, "\(run.errors)")
        let file = "explored/d8-attempts-503-confirmations-503.yaml"
        #expect(run.output.contains("run --scenario \(file)"), "\(run.output)")
        #expect(run.directory.read(file).hasPrefix("# A till should repeat an advice"))
        // The page is that of every report: the ladder of the finding beside its scenario.
        let page = run.directory.read("a.html")
        #expect(page.contains("banner v-fail"))
        #expect(page.contains("<svg class=\"ladder\""))
        #expect(page.contains("<pre class=\"listing\">"))
        #expect(page.contains("<h2>Coverage</h2>"))
        #expect(run.directory.read("a.xml").contains("failures=\"1\""))
        #expect(run.directory.read("a.md").contains("1 finding in "))
        #expect(
            run.directory.read("a.json").contains("\"schedule\":\"attempts=503 confirmations=503\"")
        )

        let replay = try MockProcess(
            ["run", "-q", "--drain", "1ms", "--scenario", "\(run.directory.path)/\(file)", "--"]
                + command)
        #expect(try await replay.exit.status == 3)
        #expect(replay.errors.contains("did not repeat it"), "\(replay.errors)")
    }

    @Test("A correct till passes, and progress comes as lines of JSON")
    func correct() async throws {
        let run = try explore(["--budget", "60", "--format", "json"], Self.till)
        #expect(try await run.exit.status == 0, "\(run.errors)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix(#"{"event":"observed""#) == true)
        #expect(lines.last?.hasPrefix(#"{"event":"end","runs":60"#) == true, "\(run.output)")
        #expect(lines.last?.contains(#""findings":[]"#) == true)
    }

    @Test("What a till does wrong without any fault is found at once")
    func plain() async throws {
        let run = try explore(
            ["--budget", "4"],
            Self.till + ["--defect", "forgets-second-sale", "--sales", "2"])
        #expect(try await run.exit.status == 3)
        // Lines end where the terminal does.
        let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
        #expect(words.contains("without any fault"), "\(run.output)")
    }

    @Test(
        "A command that fails without any fault is told with its output",
        arguments: [
            ("echo broken; exit 4", "ends with status 4; its output ends with:\nbroken"),
            ("exit 0", "sends no message to ELECTRUM_MOCK_URL"),
        ])
    func failing(script: String, complaint: String) async throws {
        let run = try explore(["--budget", "5"], ["/bin/sh", "-c", script])
        #expect(try await run.exit.status == 1)
        #expect(run.errors.replacing("\\n", with: "\n").contains(complaint), "\(run.errors)")
    }

    @Test("A command that writes without end is kept in bounds")
    func endless() async throws {
        let run = try explore(["--budget", "5"], ["/bin/sh", "-c", "yes; exit 4"])
        try await eventually("it runs") { run.directory.files.contains("explored") }
        run.signal(SIGTERM)
        #expect(try await run.exit.status == 1, "\(run.errors)")
        #expect(run.errors.utf8.count < 10_000)
    }

    @Test("A till that dies of an answer is found to crash")
    func crash() async throws {
        let script =
            "\(Self.till.joined(separator: " ")) > out; grep -q ' 500 ' out && kill -SEGV $$; true"
        let run = try explore(
            ["--budget", "60", "--stop-at-first"], ["/bin/sh", "-c", "cd $(mktemp -d); \(script)"])
        #expect(try await run.exit.status == 3, "\(run.errors)")
        #expect(run.output.contains("The till crashes when"), "\(run.output)")
    }

    @Test("A till that breaks a duty without any fault is told so, though it fails as well")
    func failingAndBroken() async throws {
        let run = try explore(
            ["--budget", "4", "--stop-at-first"],
            Self.till + ["--defect", "confirms-and-reverses"])
        #expect(try await run.exit.status == 3, "\(run.errors)")
        #expect(run.output.contains("D6"), "\(run.output)")
    }

    @Test("A till that does not end once it was answered 500 is found to hang, and is ended")
    func hang() async throws {
        let script = """
            here=$PWD; cd $(mktemp -d); \(Self.till.joined(separator: " ")) > out
            grep -q ' 500 ' out || exit 0
            echo $$ > $here/last; sleep 1000; true
            """
        let run = try explore(
            ["--budget", "40", "--stop-at-first"], ["/bin/sh", "-c", script], parallel: 16)
        // Each repetition is waited for as long as a slow till might take.
        try await eventually("it hangs", within: 90) { !run.isRunning }
        #expect(try await run.exit.status == 3, "\(run.errors)")
        #expect(run.output.contains("The till does not end when"), "\(run.output)")
        let last = try #require(pid_t(run.directory.read("last").dropLast()))
        #expect(kill(last, 0) != 0, "nothing of the command is left")
    }

    @Test("A till that breaks a duty now and then is flaky, and its rate is said")
    func flaky() async throws {
        // Every other run gives up after a 503.
        let till = Self.till.joined(separator: " ")
        let script = """
            echo x >> runs
            if [ $(($(wc -l < runs) % 2)) = 0 ]; then \(till) --defect gives-up-after-503
            else \(till); fi
            """
        let run = try explore(
            ["--budget", "60", "--stop-at-first", "--report", "a.json"],
            ["/bin/sh", "-c", script], parallel: 1)
        #expect(try await run.exit.status == 3, "\(run.errors)")
        #expect(run.output.contains("flaky: seen in "), "\(run.output)")
        #expect(run.directory.read("a.json").contains(#""state":"flaky""#))
    }

    @Test("An interrupted exploration writes what it knows, leaves nothing running, and goes on")
    func interrupted() async throws {
        let directory = TemporaryDirectory()
        let out = "\(directory.path)/out"
        let command = Self.till + ["--defect", Self.composite]
        let run = try explore(["--budget", "10m", "--out", out], command)
        try await eventually("something is found") {
            directory.files.contains("out")
                && ((try? FileManager.default.contentsOfDirectory(atPath: out)) ?? [])
                    .contains { $0.hasSuffix(".yaml") }
        }
        run.signal(SIGINT)
        #expect(try await run.exit.status == 3, "\(run.errors)")
        #expect(run.output.contains("interrupted"), "\(run.output)")

        let again = try explore(["--budget", "1", "--out", out, "--resume"], command)
        #expect(try await again.exit.status == 3, "\(again.errors)")
        #expect(again.output.contains("D8"), "\(again.output)")

        let other = try explore(["--budget", "1", "--out", out, "--resume"], Self.till)
        #expect(try await other.exit.status == 4)
        #expect(other.errors.contains("is about another command"), "\(other.errors)")
        for (options, seed, difference) in [
            ([], 2, "with --seed 1"),
            (["--messaging", "single"], 1, "with --messaging dual"),
            (["--till-timeout", "1s"], 1, "with another --till-timeout"),
            (["--tls-self-signed"], 1, "without TLS"),
        ] {
            let other = try explore(
                ["--budget", "1", "--out", out, "--resume"] + options, command, seed: seed)
            #expect(try await other.exit.status == 4)
            #expect(other.errors.contains("was begun \(difference)"), "\(other.errors)")
        }
    }

    @Test("A till that hangs up early is found where the time-out was agreed, and nowhere else")
    func hangsUpEarly() async throws {
        let command = Self.till + ["--defect", "hangs-up-early"]
        let run = try explore(
            ["--budget", "60", "--stop-at-first", "--till-timeout", "200ms"], command)
        #expect(try await run.exit.status == 3, "\(run.errors)")
        #expect(run.output.contains("The till does not wait as long as agreed when"))
        let out = "\(run.directory.path)/explored"
        let file = try #require(
            FileManager.default.contentsOfDirectory(atPath: out).first { $0.hasSuffix(".yaml") })
        let replay = try MockProcess(
            ["run", "-q", "--drain", "1ms", "--scenario", "\(out)/\(file)", "--"] + command)
        #expect(try await replay.exit.status == 3)
        #expect(replay.errors.contains("D18 fail"), "\(replay.errors)")

        let unaware = try explore(["--budget", "40"], command)
        #expect(try await unaware.exit.status == 0, "\(unaware.output)")
    }

    @Test("A command may live long and play a run for each line")
    func driver() async throws {
        let till = Self.till.dropFirst().joined(separator: " ")
        let script = """
            while read -r url number; do
                "$0" \(till) --url "$url" --defect \(Self.composite) > /dev/null
                echo $?
            done
            """
        let run = try explore(
            ["--budget", "200", "--stop-at-first", "--driver"],
            ["/bin/sh", "-c", script, MockProcess.binary])
        #expect(try await run.exit.status == 3, "\(run.errors)")
        #expect(run.output.contains("d8-attempts-503-confirmations-503.yaml"), "\(run.output)")
    }

    @Test(
        "Options that make no sense are usage errors",
        arguments: [
            ["--budget", "soon"], ["--parallel", "0"], ["--depth", "0"], ["--till-timeout", "2"],
            ["--report", "a.doc"],
        ])
    func usage(options: [String]) async throws {
        let run = try explore(options, ["true"])
        #expect(try await run.exit.status == 64)
    }
}
