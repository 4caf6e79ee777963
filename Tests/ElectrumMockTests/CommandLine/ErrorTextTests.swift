import TestSupport
import Testing

/// The error of each mistake on a command line: its exit code, and the text for the person who made
/// it.
@Suite(.blocking) struct ErrorTextTests {
    struct Mistake: CustomTestStringConvertible, Sendable {
        let line: String
        let status: Int32
        /// Parts of the text as one line: the mistake, its place and the remedy.
        let words: [String]

        init(_ line: String, _ status: Int32, _ words: String...) {
            (self.line, self.status, self.words) = (line, status, words)
        }

        var testDescription: String { line }
    }

    /// Files that are not as they should be.
    private static let files = #"""
        printf 'rules:\n  - name: a\n    on: [provision]\n    replies: [{eror: 503}]\n' >bad.yaml
        printf 'title: x\n' >plan.yaml; printf 'f1-dual-sucess\n' >plan; : >empty
        printf 'two words\n' >token; echo text >certification.json
        for name in c d; do openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
            -subj /CN=a -keyout $name-key.pem -out $name.pem 2>openssl; done
        """#

    private static let usage = [
        Mistake("serv", 64, "unknown command `serv`", "did you mean `serve`?"),
        Mistake("help serv", 64, "unknown command `serv`", "did you mean `serve`?"),
        Mistake("nonsense", 64, "unknown command `nonsense`", "Commands: serve, run,"),
        Mistake("serve --lisen x", 64, "Unknown option '--lisen'", "Did you mean '--listen'?"),
        Mistake("serve extra", 64, "Unexpected argument 'extra'", "electrum-mock serve --help"),
        Mistake("serve --listen nonsense", 64, "'nonsense'", "'--listen <host:port>'", "unix:path"),
        Mistake("serve --listen unix:", 64, "'unix:'", "unix:path"),
        Mistake("serve --listen h:99999", 64, "'h:99999'", "host:port, [ipv6]:port"),
        Mistake("serve --seed x", 64, "'x' is invalid for '--seed <number>'", "number that"),
        Mistake("serve --clock now", 64, "'now'", "'--clock <source>'", "'real' and 'manual'"),
        Mistake("serve --lanes x", 64, "'x' is invalid for '--lanes', which takes a whole number"),
        Mistake("serve --lanes 65", 64, "--lanes must be 1 to 64, not 65"),
        Mistake("serve --lame-duck soon", 64, "'soon'", "'--lame-duck <duration>'", "such as 3s"),
        Mistake("serve --lame-duck 5h", 64, "--lame-duck must be from 0ms to 1h, not 5h"),
        Mistake("serve --token-lifetime 1", 64, "'1'", "--token-lifetime", "such as 1h or 90s"),
        Mistake("serve --token-lifetime 0s", 64, "must be from 1ms to 36500d, not 0ms"),
        Mistake("serve --admin-token a --admin-token-file b", 64, "give either --admin-token or"),
        Mistake("serve --cors-origin a/b", 64, "like https://till.example or *", "not a/b"),
        Mistake("serve --tls-cert c.pem", 64, "--tls-cert and --tls-key go together"),
        Mistake("serve --tls-self-signed dsa", 64, "--tls-self-signed is p256 or rsa, not dsa"),
        Mistake("serve --tls-san x", 64, "--tls-san and --tls-cert-out go with --tls-self-signed"),
        Mistake("serve --journal a --ready-file a", 64, "a and a are the same file", "its own"),
        Mistake("serve --seed 1 --seed 2", 64, "--seed is given 2 times; give it once"),
        Mistake("run -- true", 64, "give either --scenario or --plan"),
        Mistake("run --scenario a", 64, "the command is missing", "as in -- ./till-tests.sh"),
        Mistake("run --scenario a --drain 5 -- true", 64, "'5'", "--drain", "such as 10s"),
        Mistake("run --scenario a --report x.pdf -- true", 64, "--report x.pdf", ".html"),
        Mistake("demo --defect no", 64, "unknown defect `no`", "till --list-defects names them"),
        Mistake("till --url nonsense", 64, "--url nonsense", "http://127", "electrum-mock till"),
        Mistake("till --timeout soon", 64, "'soon'", "'--timeout <duration>'", "such as 2s"),
        Mistake("till --amount x", 64, "'x' is invalid for '--amount <cents>'", "in cents"),
        Mistake("till --ca none --url https://127.0.0.1:1", 64, "--ca none: no such file", "check"),
        Mistake("certify", 64, "the command is missing", "as in -- ./till-tests.sh"),
        Mistake("certify --case 99 -- true", 64, "unknown case `99`", "known: 1.1, 1.2", "certify"),
        Mistake("certify --verify a", 64, "--verify takes a record and its journal"),
        Mistake("certify -- true", 64, "certification.json exists", "--resume", "--record FILE"),
        Mistake("certify --limit x -- true", 64, "'x'", "'--limit <duration>'", "such as 15m"),
        Mistake("explore --budget x -- true", 64, "'x'", "--budget", "such as 5m, or the number"),
        Mistake("explore --till-timeout 0s -- true", 64, "--till-timeout must be from 1ms", "0ms"),
        Mistake("explore", 64, "the command is missing", "as in -- ./till-tests.sh"),
        Mistake("run --scenario a --listen unix:s -- true", 64, "names no socket", "--listen 127"),
        Mistake("certify --listen unix:s -- true", 64, "names no socket"),
        Mistake("explore --listen unix:s -- true", 64, "names no socket"),
        Mistake("report", 64, "Missing expected argument '<journal>'", "serve --journal FILE"),
        Mistake("report --format pdf a", 64, "'pdf'", "'--format <format>'", "- junit"),
        Mistake("check --format xml", 64, "'xml'", "'text', 'json' or 'github'"),
        Mistake("scenarios a --show b", 64, "give either a name or --show"),
        Mistake("health --url nonsense", 64, "--url is like http://127", "electrum-mock health"),
        Mistake("health --timeout 2h", 64, "--timeout must be from 1ms to 1h, not 2h"),
        Mistake("health --listen 127.0.0.1:0", 64, "any free port", "--url"),
    ]

    private static let content = [
        Mistake("run --scenario f6-upstrem -- true", 2, "`f6-upstrem`; did you", "or 2 more?"),
        Mistake("serve --scenario no", 2, "`no`", "looked in the standard", "scenarios` lists"),
        Mistake("serve --scenario none.yaml", 2, "unknown scenario `none.yaml`", "looked in"),
        Mistake(
            "serve --scenario bad.yaml", 2, "bad.yaml:4:16: error: unknown key `eror`", "`error`?"),
        Mistake("serve --scenarios none", 2, "none: error: No such file", "hint: name a directory"),
        Mistake("serve --scenarios empty", 2, "empty: error: Not a directory", "hint: name a"),
        Mistake("serve --credentials none", 2, "none: error: No such file or directory"),
        Mistake("serve --admin-token-file none", 2, "--admin-token-file none: No such file"),
        Mistake("serve --admin-token-file token", 2, "--admin-token-file token: it must hold one"),
        Mistake("serve --tls-cert no.pem --tls-key no.pem", 2, "no.pem: no such file", "check"),
        Mistake("serve --tls-cert c.pem --tls-key d-key.pem", 2, "not the key of", "name the"),
        Mistake("serve --tls-cert token --tls-key c-key.pem", 2, "token: not PEM"),
        Mistake("run --plan plan -- true", 2, "`f1-dual-sucess`; did you mean `f1-dual-success`?"),
        Mistake("run --plan none -- true", 2, "--plan none: No such file or directory"),
        Mistake("run --plan empty -- true", 2, "--plan empty: it must have the name of a scenario"),
        Mistake("demo no", 2, "unknown scenario `no`", "looked in", "`electrum-mock scenarios`"),
        Mistake("certify --plan no --record r -- true", 2, "`no`; known: certification", "looked"),
        Mistake(
            "certify --plan plan.yaml --record r -- true", 2, "plan.yaml:1:1: error: missing key"),
        Mistake("certify --resume -- true", 2, "certification.json: not JSON: line 1, column 1"),
        Mistake("certify --verify none none", 2, "none: No such file or directory"),
        Mistake("serve --journal plan", 2, "plan does not begin like a", "name another file"),
        Mistake("run --scenario f1-dual-success --journal plan -- true", 2, "plan does not begin"),
        Mistake("report none", 2, "cannot judge none: No such file or directory"),
        Mistake("report plan", 2, "cannot judge plan: line 1: does not begin like a journal"),
        Mistake("report empty", 2, "cannot judge empty: the journal holds no record"),
        Mistake("check none", 2, "none: error: No such file or directory"),
        Mistake("scenarios --show no", 2, "unknown scenario `no`", "looked in"),
    ]

    private static let system = [
        Mistake(
            "serve --listen no.such.host.invalid:0", 4, "cannot find the host", "check the name"),
        Mistake("serve --listen 192.0.2.1:0", 4, "cannot listen on 192.0.2.1:0", "of this machine"),
        Mistake("serve --listen unix:no/sock", 4, "cannot listen on unix:no/sock: No such file"),
        Mistake("serve --listen 127.0.0.1:0 --journal no/x", 4, "the journal no/x: No such file"),
        Mistake(
            "serve --listen 127.0.0.1:0 --ready-file no/x", 4, "cannot write the ready file no/x"),
        Mistake("run --scenario f1-dual-success --report no/x -- true", 4, "the report file no/x"),
        Mistake("explore --resume --out none -- true", 4, "--out none: No such file or directory"),
        Mistake("explore --out /proc/x -- true", 4, "--out /proc/x: No such file or directory"),
        Mistake(
            "run -q --scenario f1-dual-success -- /none", 1, "was not run", "cannot start /none"),
        Mistake("explore --budget 2 -- /none", 1, "was not run", "cannot start /none"),
        Mistake("explore --budget 2 -- false", 1, "without any fault", "ends with status 1"),
        Mistake("explore --budget 2 -- true", 1, "sends no message to ELECTRUM_MOCK_URL"),
        Mistake("health --url http://127.0.0.1:1", 1, "127.0.0.1:1 is not healthy: Connection ref"),
        Mistake("health --url unix:none", 1, "unix:none is not healthy: No such file"),
        Mistake("health --pid 4194305", 1, "cannot read the options of process 4194305"),
    ]

    @Test(
        "A mistake is told first, with its place and what to do, in 80 columns",
        arguments: usage + content + system)
    func text(mistake: Mistake) async throws {
        let process = try MockProcess(shell: "\(Self.files)\nexec \"$MOCK\" \(mistake.line)")
        #expect(try await process.exit.status == mistake.status)
        let errors = process.writtenErrors
        for words in mistake.words { #expect(errors.unfolded.contains(words), "\(errors)") }
        #expect(errors.split(separator: "\n").filter { $0.count > 80 } == [])
        #expect(!errors.contains("Fatal error"))
        guard mistake.status != 1 else { return }
        #expect(errors.firstMatch(of: /^(Error: |electrum-mock: |[a-z.]+(:\d+)*: error: )/) != nil)
    }
}
