import JSONTree
import Scenarios
import TestSupport
import Testing

/// The output of each command on a terminal.
@Suite(.blocking) struct TerminalTests {
    private static let commands = [
        "serve", "run", "demo", "till", "certify", "explore", "report", "check", "scenarios",
        "health",
    ]

    private func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> (output: String, errors: String, status: Int32) {
        let mock = try MockProcess(arguments, environment: environment)
        let status = try await mock.exit.status
        return (mock.output, mock.writtenErrors, status)
    }

    /// The lines of more than 80 columns, but for those of the log, which stay one line each.
    private func wide(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { line in
            line.count > 80 && line.firstMatch(of: /^20\d\d-/) == nil
        }
    }

    // MARK: Width

    @Test("The help of each command fits into 80 columns", arguments: [""] + commands)
    func help(command: String) async throws {
        let help = try await run([command, "--help"].filter { !$0.isEmpty })
        #expect(help.status == 0)
        #expect(wide(help.output) == [])
    }

    @Test(
        "What a command says fits into 80 columns, and has no colours in a pipe",
        arguments: [
            ["scenarios"], ["scenarios", "chaos/flaky"], ["scenarios", "nonsense"], ["check"],
            ["till", "--list-defects"], ["till", "--defect", "nonsense"], ["demo"],
            ["demo", "--defect", "gives-up-after-503"], ["health", "--url", "http://127.0.0.1:1"],
            ["report", "missing"], ["nonsense"], ["serve", "--lanes", "0"],
            [
                "run", "--drain", "0s", "--scenario", "f1-dual-success", "--", MockProcess.binary,
                "till", "--defect", "never-confirms",
            ],
            ["certify", "--case", "1.1", "--", MockProcess.binary, "till"],
            ["explore", "--budget", "2", "--", MockProcess.binary, "till"],
        ])
    func output(arguments: [String]) async throws {
        let (output, errors, _) = try await run(arguments)
        #expect(wide(output).filter { !$0.contains(MockProcess.binary) } == [])
        #expect(wide(errors) == [])
        #expect(!(output + errors).contains("\u{1B}"))
    }

    @Test("Each scenario is explained in 80 columns")
    func explanations() throws {
        for scenario in try ShippedScenarios.library.get().scenarios {
            #expect(wide(scenario.explanation) == [])
        }
    }

    // MARK: Colours

    @Test(
        "Colours are for terminals, or for whoever asks",
        arguments: [
            (["--color", "always"], [:], true), (["--color=never"], [:], false), ([], [:], false),
            ([], ["ELECTRUM_MOCK_COLOR": "always"], true),
            (["--color", "auto"], ["ELECTRUM_MOCK_COLOR": "always"], false),
        ])
    func colors(
        options: [String], environment: [String: String], isColored: Bool
    ) async throws {
        let directory = TemporaryDirectory()
        let file = try directory.write("titel: x", to: "a.yaml")
        let check = try await run(["check", file] + options, environment: environment)
        #expect(check.status == 2)
        #expect(check.errors.contains("\u{1B}[31m: error: ") == isColored)
    }

    /// Runs a command line at a terminal.
    private func terminal(_ line: String, _ variables: String = "") async throws -> String {
        let mock = try MockProcess(
            shell: "\(variables) script -qefc \"\(line)\" /dev/null; exit 0")
        _ = try await mock.exit
        return mock.output
    }

    @Test("On a terminal there are colours, unless NO_COLOR is set or --color says never")
    func terminalColors() async throws {
        let line = "$MOCK demo"
        #expect(try await terminal(line).contains("\u{1B}[32m"))
        #expect(!(try await terminal(line, "NO_COLOR=1").contains("\u{1B}")))
        #expect(!(try await terminal(line + " --color never").contains("\u{1B}")))
    }

    @Test("On a terminal the wait for owed messages is told, and leaves nothing")
    func progress() async throws {
        let line =
            "$MOCK run --drain 300ms --scenario f1-dual-success -- "
            + "$MOCK till --defect never-confirms"
        let shown = try await terminal(line)
        #expect(shown.contains("\r\u{1B}[Kwaiting for D6 of 1 transaction, 0 s left"), "\(shown)")
        #expect(shown.contains("\r\u{1B}[KVerdict: ") || shown.contains("\r\u{1B}[K20"), "\(shown)")
    }

    @Test("On a terminal a plan tells how far it has come")
    func planProgress() async throws {
        let shown = try await terminal(
            "printf 'f1-dual-success\\nf2-single-success\\n' >plan; $MOCK run --plan plan -- true")
        #expect(shown.contains("2 of 2, 1 not passed: flows/f2-single-success"), "\(shown)")
    }

    // MARK: Names

    @Test(
        "A wrong name gets a suggestion, and the exit code of any other",
        arguments: [
            (["serv"], 64, "unknown command `serv`; did you mean `serve`?"),
            (["--nonsense"], 64, "nonsense"), (["rnu", "--", "true"], 64, "did you mean `run`?"),
            (
                ["run", "--scenario", "f6-upstrem-unknown-retries-succeed", "--", "true"], 2,
                "did you mean `f6-upstream-unknown-retries-succeed`? looked in "
            ),
            (
                ["run", "--scenario", "f6-upstrem", "--", "true"], 2,
                "did you mean `f6-upstream-"
            ),
            (["demo", "f1-dual-sucess"], 2, "did you mean `f1-dual-success`? looked in "),
            (
                ["till", "--defect", "gives-up-afte-503"], 64,
                "did you mean `gives-up-after-503`?"
            ),
            (
                ["till", "--url", "http://127.0.0.1:1", "--provider", "stelr"], 5,
                "did you mean `stellr`? looked in "
            ),
        ])
    func suggestion(arguments: [String], status: Int32, words: String) async throws {
        let ended = try await run(arguments)
        #expect(ended.status == status)
        #expect(ended.errors.unfolded.contains(words), "\(ended.errors)")
    }

    @Test("A sandbox that is not there gets the nearest one, from a file and a running mock")
    func sandboxes() async throws {
        let mock = try await MockProcess.serving("-q", "--journal", "journal")
        let control = try ControlClient(port: try await mock.port)
        _ = try control.exchange("PUT", "/sandboxes/till-tests")
        let answer = try control.exchange("GET", "/sandboxes/til-tests")
        #expect(answer.status == 404)
        #expect(answer.text.contains("did you mean `till-tests`?"))
        let beginning = try control.exchange("GET", "/sandboxes/til")
        #expect(beginning.text.contains("did you mean `till-tests`?"))
        mock.signal(15)
        _ = try await mock.exit
        let report = try await run(
            ["report", "\(mock.directory.path)/journal", "--sandbox", "til-tests"])
        #expect(report.status == 2)
        #expect(report.errors.unfolded.contains("did you mean `till-tests`?"), "\(report.errors)")
    }

    // MARK: Formats

    @Test("check says the answer first, then the mistakes; as JSON and for GitHub, too")
    func check() async throws {
        let directory = TemporaryDirectory()
        let file = try directory.write("titel: 'a, b: 100%'\nrules: []\n", to: "a.yaml")
        let text = try await run(["check", file])
        #expect(text.output == "1 file, 1 mistake\n")
        #expect(text.errors.withoutFolds.hasPrefix("\(file):1:1: error: unknown key `titel`"))
        let json = try await run(["check", "--format", "json", file])
        #expect(json.status == 2)
        let mistake = try JSON(parsing: Array(json.output.utf8))["mistakes"]?.items?.first
        #expect(mistake?["line"] == 1)
        #expect(mistake?["message"] == "unknown key `titel`")
        let github = try await run(["check", "--format", "github", file])
        #expect(github.status == 2)
        #expect(
            github.output.hasPrefix("::error file=\(file),line=1,col=1::unknown key `titel`"),
            "\(github.output)")
        let good = try await run(["check", "--format", "json"])
        #expect(good.status == 0)
        #expect(try JSON(parsing: Array(good.output.utf8))["mistakes"]?.items?.count == 0)
    }

    @Test("scenarios lists as JSON, and as a table of Markdown for GitHub")
    func scenarios() async throws {
        let json = try await run(["scenarios", "--format", "json"])
        let list = try JSON(parsing: Array(json.output.utf8))["scenarios"]?.items ?? []
        #expect(list.contains { $0["name"] == "flows/f1-dual-success" && $0["flow"] == "F1" })
        let table = try await run(["scenarios", "--format", "github"])
        #expect(table.output.hasPrefix("| scenario | flow | messaging | title |\n|---|"))
        #expect(try await run(["scenarios", "f1-dual-success", "--format", "json"]).status == 64)
    }
}
