import Conformance
import Foundation
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// `electrum-mock run`, with the test as the till.
@Suite(.blocking) struct RunTests {
    private let directory = TemporaryDirectory()

    // MARK: Verdict and exit

    @Test(
        "The exit tells whether the command failed, and else whether the till did",
        arguments: [(0, true, 0), (0, false, 3), (7, true, 1), (7, false, 1)])
    func exit(ofCommand: Int, confirms: Bool, expected: Int32) async throws {
        let run = try HeldRun("f1-dual-success", "--drain", "0s")
        let till = try await run.till()
        _ = try till.provision(uuid(1))
        if confirms { try till.confirm(uuid(1)) }
        try await run.letGo(status: ofCommand)
        #expect(try await run.process.exit.status == expected)
        #expect(run.process.errors.contains("ended with status 7") == (ofCommand == 7))
        #expect(run.process.errors.contains("Verdict: \(confirms ? "pass" : "fail")"))
        #expect(run.process.output == "")
    }

    @Test("One good sale and one message that is refused unread are a fail")
    func refused() async throws {
        let run = try HeldRun("f1-dual-success", "--drain", "0s")
        let till = try await run.till()
        _ = try till.provision(uuid(1))
        try till.confirm(uuid(1))
        let request = till.request("/vouchers", body: "{}")
        till.client.send(
            request.replacing("Content-Type", with: "Content-Encoding: br\r\nContent-Type"))
        #expect(try till.client.readResponse().status == 415)
        try await run.letGo()
        #expect(try await run.process.exit.status == 3)
        #expect(run.process.errors.contains("refused with 415"), "\(run.process.errors)")
    }

    @Test("A till that keeps its connection meets the TLS fault, whatever the harness asks before")
    func tlsHang() async throws {
        let script = """
            curl -s --cacert ca.pem -o health "$ELECTRUM_MOCK_ADMIN/health"; echo $? >> codes
            curl -s --cacert ca.pem -m 0.5 "$ELECTRUM_MOCK_URL/vouchers"; echo $? >> codes
            curl -s --cacert ca.pem -o answer "$ELECTRUM_MOCK_URL/vouchers"; echo $? >> codes
            """
        let run = try MockProcess(
            [
                "run", "-q", "--scenario", "faults/tls-hang", "--drain", "0s", "--tls-self-signed",
                "--tls-cert-out", "ca.pem", "--", "/bin/sh", "-c", script,
            ])
        _ = try await run.exit
        #expect(run.directory.read("codes") == "0\n28\n0\n", "\(run.errors)")
    }

    @Test(
        "A till that refuses an expired certificate passes, and one that sends all the same fails",
        arguments: [
            ("--cacert ca.pem", 0, "tls-expired-certificate: pass"),
            ("-k", 3, "tls-expired-certificate: fail: D13"),
            // It trusts nobody, which proves nothing.
            ("", 3, "tls-expired-certificate: fail: D13, no sale, redemption or refund came"),
        ])
    func expiredCertificate(trust: String, status: Int32, summary: String) async throws {
        let script = "curl -s \(trust) \"$ELECTRUM_MOCK_URL/products\" -u till:secret; :"
        let run = try MockProcess(
            [
                "run", "-q", "--scenario", "faults/tls-expired-certificate", "--drain", "0s",
                "--tls-self-signed", "--tls-cert-out", "ca.pem", "--", "/bin/sh", "-c", script,
            ])
        #expect(try await run.exit.status == status)
        #expect(run.errors.split(separator: "\n").last?.contains(summary) == true, "\(run.errors)")
    }

    @Test(
        "A till that gives up after a failed handshake has proved nothing",
        arguments: ["tls-hang", "tls-reset"])
    func givesUp(scenario: String) async throws {
        let script = "curl -s -m 0.5 --cacert ca.pem \"$ELECTRUM_MOCK_URL/products\"; :"
        let run = try MockProcess(
            [
                "run", "-q", "--scenario", "faults/\(scenario)", "--drain", "0s",
                "--tls-self-signed", "--tls-cert-out", "ca.pem", "--", "/bin/sh", "-c", script,
            ])
        #expect(try await run.exit.status == 3)
        #expect(run.errors.contains("inconclusive: no message came"), "\(run.errors)")
    }

    @Test("A command that never finds the mock does not pass")
    func noMessage() async throws {
        let run = try MockProcess(run("flows/f2-single-success", "true"))
        #expect(try await run.exit.status == 3)
    }

    @Test(
        "A mistake in what to play is exit 2, and the command is not started",
        arguments: [
            ["--scenario", "nonsense"], ["--plan", "missing"], ["--plan", "/dev/null"],
            ["--scenarios", "missing", "--scenario", "default"],
        ])
    func mistake(options: [String]) async throws {
        let run = try MockProcess(["run"] + options + ["--", "/bin/sh", "-c", "echo > started"])
        #expect(try await run.exit.status == 2)
        #expect(!run.directory.files.contains("started"))
    }

    @Test("A plan with a scenario that is not there is exit 2 before anything is played")
    func mistakeInPlan() async throws {
        let plan = try directory.write("flows/f1-dual-success\nnonsense\n", to: "plan")
        let run = try MockProcess(
            ["run", "--scenarios", ShippedScenarios.directory, "--plan", plan]
                + ["--", "/bin/sh", "-c", "echo > started"])
        #expect(try await run.exit.status == 2)
        #expect(run.errors.contains("nonsense"))
        #expect(!run.directory.files.contains("started"))
    }

    @Test("A taken port, and a report that cannot be written, are exit 4 before anything is played")
    func cannotStart() async throws {
        let first = try await MockProcess.serving()
        let address = "127.0.0.1:\(try await first.port)"
        for options in [["--listen", address], ["--report", "missing/report.xml"]] {
            let run = try MockProcess(run("f1-dual-success", "echo > started", options))
            #expect(try await run.exit.status == 4)
            #expect(!run.directory.files.contains("started"))
        }
    }

    @Test(
        "A usage error is exit 64",
        arguments: [
            ["--scenario", "a"], ["--", "true"], ["--scenario", "a", "--plan", "b", "--", "true"],
            ["--scenario", "a", "--drain", "soon", "--", "true"], ["--nonsense", "--", "true"],
        ])
    func usage(arguments: [String]) async throws {
        let run = try MockProcess(["run"] + arguments)
        #expect(try await run.exit.status == 64)
    }

    @Test("A command that is not there is exit 1, and told")
    func noCommand() async throws {
        let run = try MockProcess(
            ["run", "--scenarios", ShippedScenarios.directory, "--scenario", "f1-dual-success"]
                + ["--", "/nonsense"])
        #expect(try await run.exit.status == 1)
        #expect(run.errors.contains("cannot start /nonsense: No such file or directory"))
    }

    // MARK: Environment, drain, plan

    @Test("The command is told where the mock is, and keeps its environment")
    func environment() async throws {
        let script = """
            echo "$ELECTRUM_MOCK_URL $ELECTRUM_MOCK_ADMIN $ELECTRUM_MOCK_SANDBOX $OWN" > told
            """
        let run = try MockProcess(
            run("f1-dual-success", script), environment: ["OWN": "a=b"])
        _ = try await run.exit
        let port = "http://127.0.0.1:\\d+"
        let pattern = try Regex("\(port)/suv/v1 \(port)/_mock default a=b\n")
        #expect(run.directory.read("told").wholeMatch(of: pattern) != nil)
    }

    @Test("The options of a run come from the environment, but not for what the command is given")
    func options() async throws {
        let run = try MockProcess(
            ["run", "-q", "--scenario", "f1-dual-success", "--"]
                + ["/bin/sh", "-c", "echo \"$*\" > given", "sh", "--report", "--scenarios"],
            environment: [
                "ELECTRUM_MOCK_SCENARIOS": ShippedScenarios.directory,
                "ELECTRUM_MOCK_REPORT": "report.json", "ELECTRUM_MOCK_DRAIN": "0s",
            ])
        #expect(try await run.exit.status == 3)
        #expect(run.directory.read("given") == "--report --scenarios\n")
        #expect(run.directory.files.contains("report.json"))
    }

    @Test("A plan on the command line silences a scenario in the environment")
    func planBeforeScenario() async throws {
        let plan = try directory.write("f2-single-success\n", to: "plan")
        let run = try MockProcess(
            ["run", "-q", "--scenarios", ShippedScenarios.directory, "--plan", plan]
                + ["--", "/bin/sh", "-c", ":"],
            environment: ["ELECTRUM_MOCK_SCENARIO": "f1-dual-success"])
        #expect(try await run.exit.status == 3)
        #expect(run.errors.contains("flows/f2-single-success: "), "\(run.errors)")
    }

    @Test("What the till owes may come after the command has ended")
    func drain() async throws {
        let run = try HeldRun("f1-dual-success", "--drain", "60s")
        let till = try await run.till()
        _ = try till.provision(uuid(1))
        try await run.letGo()
        try till.confirm(uuid(1))
        #expect(try await run.process.exit.status == 0)
    }

    @Test("A plan runs the command once for each scenario, and makes one report")
    func plan() async throws {
        let plan = try directory.write(
            "# Two flows\n\n  flows/f1-dual-success\r\nf2-single-success  \n", to: "plan")
        let run = try MockProcess(
            [
                "run", "-q", "--scenarios", ShippedScenarios.directory, "--plan", plan, "--drain",
                "0s",
            ]
                + ["--report", "report.json", "--report", "report.xml"]
                + ["--", "/bin/sh", "-c", "echo \"$ELECTRUM_MOCK_URL\" >> urls"])
        #expect(try await run.exit.status == 3)
        #expect(run.directory.read("urls").split(separator: "\n").count == 2)
        let reports = try JSON(parsing: run.directory.read("report.json")).items ?? []
        let scenarios = ["flows/f1-dual-success", "flows/f2-single-success"]
        #expect(reports.map { $0["scenario"]?.text } == scenarios)
        let suites = run.directory.read("report.xml").matches(of: /<testsuite\s/)
        #expect(suites.count == 2)
    }

    @Test("A journal that exists is added to, and judged from where the run begins")
    func journal() async throws {
        let journal = "\(directory.path)/journal"
        for _ in 1...2 {
            let run = try HeldRun(
                "f1-dual-success", "--journal", journal, "--report", "report.json")
            let till = try await run.till()
            _ = try till.provision(uuid(1))
            try till.confirm(uuid(1))
            try await run.letGo()
            #expect(try await run.process.exit.status == 0)
            let online = run.process.directory.read("report.json")
            #expect(try JSON(parsing: online)["counts"] == ["messages": 3, "transactions": 1])
            let offline = try Report(of: Journal(ndjson: Array(directory.read("journal").utf8)))
            #expect(online == ReportFormat.json.render(offline))
        }
    }

    /// The arguments of a run with a shell script as its command.
    private func run(
        _ scenario: String, _ script: String, _ options: [String] = []
    ) -> [String] {
        ["run", "-q", "--scenarios", ShippedScenarios.directory, "--scenario", scenario]
            + options + ["--", "/bin/sh", "-c", script]
    }
}

extension Till {
    /// Confirms a provision with the identifiers that a normal answer came with.
    fileprivate func confirm(_ id: String) throws {
        let lookup = try get("/vouchers?provisionRequestId=\(id)")
        client.send(
            message(.confirm, on: id, identifiers: lookup.json["thirdPartyIdentifiers"]))
        _ = try client.readResponse()
    }
}
