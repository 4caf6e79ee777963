import Conformance
import Foundation
import JSONTree
import Scenarios
import TestSupport
import Testing
import Vocabulary

/// The proof that a run gives: the scenario was played in every sandbox that was used.
@Suite(.blocking) struct RunSandboxTests {
    private let directory = TemporaryDirectory()

    @Test("A scenario whose rule fits nothing exits 3 and names the rule with its nearest miss")
    func nothingFits() async throws {
        let scenario = try directory.write(
            """
            rules:
              - name: provider-outage
                on: provision
                when: {provider: netcare}
                replies: [error: 503 UPSTREAM_UNAVAILABLE]
            expect: {finally: confirmed}

            """, to: "mine.yaml")
        let run = try HeldRun(scenario, "--drain", "0s", "--report", "report.json")
        try sell(try await run.till())
        try await run.letGo()
        #expect(try await run.process.exit.status == 3)
        let line = run.process.errors.split(separator: "\n").last
        #expect(line?.contains("inconclusive: rule `provider-outage` never decided") == true)
        let report = try JSON(parsing: run.process.directory.read("report.json"))
        let rule = report["scenarioRules"]?[0]
        #expect(rule?["decided"] == 0)
        #expect(
            rule?["observed"]?.text?.contains("no provision for provider netcare; 1 for") == true)
    }

    @Test("Every sandbox that saw messages is judged, and the empty default one is left out")
    func sandboxes() async throws {
        let run = try HeldRun(
            "f1-dual-success",
            options: ["--drain", "0s", "--report", "report.json", "--report", "report.xml"]
                + ["--journal", "journal"])
        var till = try await run.till()
        till.basePath = "/sandboxes/t1/suv/v1"
        try sell(till)
        till.basePath = "/sandboxes/t2/suv/v1"
        _ = try till.provision(uuid(1))
        try await run.letGo()
        #expect(try await run.process.exit.status == 3)
        let files = run.process.directory
        let reports = try JSON(parsing: files.read("report.json")).items ?? []
        #expect(reports.map { $0["sandbox"]?.text } == ["t1", "t2"])
        #expect(reports.map { $0["verdict"]?.text } == ["pass", "fail"])
        let suites = files.read("report.xml").matches(of: /<testsuite name="([^"]*)"/).map(\.1)
        #expect(
            suites == ["flows/f1-dual-success (sandbox t1)", "flows/f1-dual-success (sandbox t2)"])
        let report = try MockProcess(
            ["report", "\(files.path)/journal", "--sandbox", "t2", "--format", "json"])
        #expect(try await report.exit.status == 3)
        #expect(try JSON(parsing: report.output) == reports[1])
    }

    @Test(
        "A sandbox that ends while the command runs is judged then, as a suite of its own",
        arguments: ["PUT", "DELETE", "evicted"])
    func earlierLives(end: String) async throws {
        let run = try HeldRun(
            "f1-dual-success",
            options: ["--drain", "0s", "--report", "report.json", "--report", "report.xml"]
                + ["--journal", "journal", "--sandboxes-max", end == "evicted" ? "1" : "9"])
        var till = try await run.till()
        let control = try ControlClient(port: await run.port)
        func prepare(_ name: String) throws {
            let reply = try control.ask("PUT", "/sandboxes/\(name)", "{}")
            #expect(reply.status < 300)
        }
        try prepare("t2")
        till.basePath = "/sandboxes/t2/suv/v1"
        _ = try till.provision(uuid(1))
        switch end {
        case "DELETE": #expect(try control.ask("DELETE", "/sandboxes/t2").status == 204)
        case "evicted": try prepare("t1")
        default: break
        }
        try prepare("t2")
        try sell(till)
        try await run.letGo()
        #expect(try await run.process.exit.status == 3)
        let files = run.process.directory
        let reports = try JSON(parsing: files.read("report.json")).items ?? []
        #expect(reports.map { $0["sandbox"]?.text } == ["t2", "t2"])
        #expect(reports.map { $0["life"]?.text } == ["first of 2", "second of 2"])
        #expect(reports.map { $0["verdict"]?.text } == ["fail", "pass"])
        let suites = files.read("report.xml").matches(of: /<testsuite name="([^"]*)"/).map(\.1)
        #expect(
            suites == [
                "flows/f1-dual-success (sandbox t2 (first of 2))",
                "flows/f1-dual-success (sandbox t2 (second of 2))",
            ])
        let report = try MockProcess(
            ["report", "\(files.path)/journal", "--sandbox", "all", "--format", "json"])
        #expect(try await report.exit.status == 3)
        #expect(try JSON(parsing: report.output).items == reports)
    }

    @Test("Lives for which there is no place make the run inconclusive")
    func lostLives() async throws {
        let run = try HeldRun(
            "f1-dual-success", "--drain", "0s", "--journal-bytes-max", "8192", "--report",
            "report.json")
        var till = try await run.till()
        let control = try ControlClient(port: await run.port)
        till.basePath = "/sandboxes/t2/suv/v1"
        for _ in 1...4 {
            #expect(try control.ask("PUT", "/sandboxes/t2", "{}").status < 300)
            try sell(till)
        }
        try await run.letGo()
        #expect(try await run.process.exit.status == 3)
        #expect(run.process.errors.contains("that ended before the run did are not judged"))
    }

    @Test("A prepared sandbox to which nothing came is inconclusive, and said to be")
    func unusedSandbox() async throws {
        let run = try HeldRun("f1-dual-success", "--drain", "0s", "--report", "report.json")
        let control = try ControlClient(port: await run.port)
        let scenario = "{\"scenario\": \"f6-upstream-unknown-retries-succeed\"}"
        #expect(try control.ask("PUT", "/sandboxes/t1", scenario).status == 201)
        #expect(try control.ask("PUT", "/sandboxes/idle", "{\"clock\": \"manual\"}").status == 201)
        try sell(try await run.till())
        try await run.letGo()
        #expect(try await run.process.exit.status == 3)
        let reports = try JSON(parsing: run.process.directory.read("report.json")).items ?? []
        #expect(reports.map { $0["sandbox"]?.text } == ["default", "t1"])
        #expect(reports.map { $0["verdict"]?.text } == ["pass", "inconclusive"])
        #expect(reports.last?["absence"] == "no message came")
        #expect(reports.first?["note"]?.text?.hasSuffix("came to it: idle") == true)
    }

    @Test(
        "A till that sells nothing proves nothing under any scenario",
        arguments: ["chaos/flaky", "triggers", "chaos/slow", "faults/tls-reset"])
    func soldNothing(scenario: String) async throws {
        let run = try HeldRun(scenario, "--drain", "0s")
        let till = try await run.till()
        // Chaos may lose the answer.
        _ = try? till.get("/products")
        try await run.letGo()
        #expect(try await run.process.exit.status == 3)
        let line = run.process.errors.split(separator: "\n").last
        #expect(line?.contains("no sale, redemption or refund came") == true, "\(line ?? "")")
    }

    @Test("A run that uses sandboxes only may pass")
    func sandboxesOnly() async throws {
        let run = try HeldRun("f1-dual-success", "--drain", "0s", "--report", "report.json")
        var till = try await run.till()
        till.basePath = "/sandboxes/t1/suv/v1"
        try sell(till)
        try await run.letGo()
        #expect(try await run.process.exit.status == 0, "\(run.process.errors)")
        let report = try JSON(parsing: run.process.directory.read("report.json"))
        #expect(report["sandbox"] == "t1")
    }

    @Test("A run in which a message got no sandbox is not green, and says which")
    func refusedAddress() async throws {
        let run = try HeldRun("f1-dual-success", "--drain", "0s", "--report", "report.json")
        var till = try await run.till()
        till.basePath = "/sandboxes/right/suv/v1"
        try sell(till)
        till.basePath = "/sandboxes/q;scenario=f6-upstrem/suv/v1"
        #expect(try till.provision(uuid(2)).status == 404)
        try await run.letGo()
        #expect(try await run.process.exit.status == 3)
        let reports = try JSON(parsing: run.process.directory.read("report.json"))
        #expect(reports.items?.map { $0["sandbox"]?.text } == ["default", "right"])
        #expect(reports.items?.map { $0["verdict"]?.text } == ["fail", "pass"])
        #expect(reports.description.contains("sandbox q: The address makes no sandbox, unknown"))
    }

    @Test("JUnit XML is red when the command fails, and when no message comes")
    func redJUnit() async throws {
        for (command, status, messages) in [
            ("exit 7", 1, ["ended with status 7", "no message came"]),
            (":", 3, ["no message came"]),
        ] {
            let run = try MockProcess(
                ["run", "-q", "--scenario", "f1-dual-success", "--report", "report.xml", "--"]
                    + ["/bin/sh", "-c", command])
            #expect(try await run.exit.status == Int32(status))
            let text = run.directory.read("report.xml")
            #expect(text.contains("errors=\"\(messages.count)\""), "\(text.prefix(300))")
            for message in messages { #expect(text.contains(message)) }
            #expect(!text.contains("1970"))
        }
    }

    @Test("A command that is not there leaves a JUnit file that says so")
    func noCommand() async throws {
        let run = try MockProcess(
            ["run", "-q", "--scenario", "f1-dual-success", "--report", "report.xml", "--", "/none"])
        #expect(try await run.exit.status == 1)
        #expect(run.directory.read("report.xml").contains("cannot start /none"))
    }

    @Test("The command of a plan is told which scenario it plays, also one played twice")
    func told() async throws {
        let plan = try directory.write(
            "f1-dual-success\nflows/f2-single-success\nf1-dual-success\n", to: "plan")
        let run = try MockProcess(
            ["run", "-q", "--plan", plan, "--drain", "0s", "--report", "report.xml", "--"]
                + ["/bin/sh", "-c", "echo \"$ELECTRUM_MOCK_SCENARIO\" >> told"])
        #expect(try await run.exit.status == 3)
        #expect(
            run.directory.read("told")
                == "flows/f1-dual-success\nflows/f2-single-success\nflows/f1-dual-success\n")
        let cases = run.directory.read("report.xml")
            .matches(of: /<testcase classname="([^"]*)" name="([^"]*)"/).map { "\($0.1) \($0.2)" }
        #expect(cases.count > 54)
        #expect(Set(cases).count == cases.count)
    }

    @Test("The calls that the README shows pass the whole verdict, D9 too")
    func readme() async throws {
        let page = URL(fileURLWithPath: ShippedScenarios.directory)
            .appendingPathComponent("../README.md").standardized
        let readme = try String(contentsOf: page, encoding: .utf8)
        let chapter = try #require(readme.firstRange(of: "## Point your till at it")).upperBound
        let block = try #require(readme[chapter...].firstMatch(of: /```sh\n((?s).*?)```/)).1
        let script = block.replacing("http://127.0.0.1:8080/suv/v1", with: "$ELECTRUM_MOCK_URL")
        let scenario = try directory.write("rules: []\n", to: "plain.yaml")
        let run = try MockProcess(
            ["run", "-q", "--scenario", scenario, "--report", "report.json", "--"]
                + ["/bin/sh", "-c", String(script)])
        #expect(try await run.exit.status == 0, "\(run.errors)")
        let report = try JSON(parsing: run.directory.read("report.json"))
        #expect(report["counts"] == ["messages": 5, "transactions": 2])
        let verdicts = Set((report["rules"]?.items ?? []).compactMap { $0["verdict"]?.text })
        #expect(verdicts == ["pass", "not-applicable"], "\(report)")
    }

    /// Sells a voucher and confirms it.
    private func sell(_ till: Till) throws {
        let provision = try till.provision(uuid(1))
        till.client.send(
            till.message(
                .confirm, on: uuid(1), identifiers: provision.json["thirdPartyIdentifiers"]))
        _ = try till.client.readResponse()
    }
}
