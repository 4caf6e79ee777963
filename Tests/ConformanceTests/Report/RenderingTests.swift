import Conformance
import JSONTree
import Testing
import Vocabulary

struct RenderingTests {
    private static let failed = Till(expect: ["finally": "confirmed"])
        .provision(.outage).retry(.voucher) { $0["amounts"] = [:] }.confirm().deliver("confirm")
        .ended()

    /// Every kind of verdict, and names that mean something to a form of report.
    private static func varied() throws -> Report {
        let till = Till(judge: ["D7": "off"])
            .provision(.outage).retry(.voucher, after: 1).user("<b>&\"'|`\u{1B}[31m")
            .confirm(.notFound).sale(2).user(Bodies.client).provision(.voucher)
            .sale(3).provision(.malformed("time <may> not be null 4929123412341234"), id: "<&>")
        return try till.report()
    }

    @Test("the text has a table, and a ladder for each finding")
    func text() throws {
        let text = ReportFormat.text.render(try Self.failed.report())
        #expect(text == Golden.text)
    }

    @Test("the JSON has the members of the design, in their order")
    func json() throws {
        let text = ReportFormat.json.render(try Self.failed.report())
        let report = try JSON(parsing: text)
        #expect(
            report.members?.members.map(\.name) == [
                "sandbox", "scenario", "seed", "draw", "verdict", "rules", "expectations",
                "scenarioRules", "transactions", "counts",
            ])
        #expect(report["rules"]?[1]?.description == Golden.brokenRule)
        #expect(
            report["transactions"]?.description
                == #"[{"id":"00000000-0000-4000-8000-000000000001","kind":"provision","#
                + #""state":"confirmed","attempts":2}]"#)
        #expect(report["counts"] == ["messages": 3, "transactions": 1])
    }

    @Test("several reports make a JSON array, one as well")
    func jsonArray() throws {
        let report = try Self.failed.report()
        #expect(try JSON(parsing: ReportFormat.json.render([report])).items?.count == 1)
    }

    @Test("the Markdown has tables, and a block for each finding")
    func markdown() throws {
        let text = ReportFormat.markdown.render(try Self.failed.report())
        #expect(text == Golden.markdown)
    }

    @Test("the JUnit XML is as CI servers read it")
    func junitText() throws {
        let text = ReportFormat.junit.render(try Self.failed.report())
        #expect(text == Golden.junit)
    }

    @Test("the JUnit XML has a case for each rule and each expectation")
    func junit() throws {
        let outline = try Outline(ReportFormat.junit.render(try Self.failed.report()))
        #expect(outline.count("testcase") == VerdictRule.all.count + 1)
        #expect(outline.count("failure") == 1)
        #expect(outline.attributes("testsuite")?["failures"] == "1")
        #expect(outline.attributes("testsuite")?["skipped"] == String(outline.count("skipped")))
        #expect(outline.attributes("failure")?["type"] == "fail")
    }

    /// The common JUnit schema of CI servers: the attributes and children of elements.
    private static let junitSchema: [String: (attributes: Set<String>, parent: String)] = [
        "testsuites": (["name", "tests", "failures", "errors"], ""),
        "testsuite": (
            ["name", "tests", "failures", "errors", "skipped", "timestamp", "time"], "testsuites"
        ),
        "properties": ([], "testsuite"), "property": (["name", "value"], "properties"),
        "testcase": (["classname", "name", "time"], "testsuite"),
        "skipped": (["message"], "testcase"), "failure": (["type", "message"], "testcase"),
        "error": (["type", "message"], "testcase"),
        "system-out": ([], "testcase"),
    ]

    @Test("the JUnit XML has no element and no attribute that its schema does not know")
    func junitSchema() throws {
        let report = try Self.varied()
        let outline = try Outline(ReportFormat.junit.render([report, report]))
        for element in outline.elements {
            let known = try #require(Self.junitSchema[element.name], "\(element.name)")
            #expect(element.parent == known.parent, "\(element.name)")
            #expect(known.attributes.isSuperset(of: element.attributes.keys), "\(element.name)")
        }
    }

    @Test("the HTML lists every message that evidence may name")
    func htmlMessages() throws {
        let html = ReportFormat.html.render(try Self.failed.report())
        for row in ["<td>2</td>", "<td>3</td>", "<td>4</td>", "<td>5</td>"] {
            #expect(html.contains("<tr>\(row)"))
        }
    }

    @Test("what is owed is a failure in JUnit XML, and a warning passes with a word")
    func junitVerdicts() throws {
        let report = try Self.varied()
        let outline = try Outline(ReportFormat.junit.render(report))
        let bad = report.rules.filter { $0.verdict >= .inconclusive }.count
        #expect(outline.count("failure") == bad)
        #expect(outline.count("system-out") == report.rules.filter { $0.verdict == .warn }.count)
    }

    @Test(
        "JUnit XML and HTML are well formed, whatever is in the names",
        arguments: [ReportFormat.junit, .html])
    func wellFormed(_ format: ReportFormat) throws {
        let report = try Self.varied()
        #expect(throws: Never.self) { try Outline(format.render([report, report])) }
    }

    @Test("the HTML loads nothing")
    func html() throws {
        let outline = try Outline(ReportFormat.html.render(try Self.failed.report()))
        for name in ["script", "link", "img", "iframe", "a"] {
            #expect(outline.count(name) == 0)
        }
    }

    @Test("no report has control characters", arguments: ReportFormat.allCases)
    func controlCharacters(_ format: ReportFormat) throws {
        let text = format.render(try Self.varied())
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }

    @Test("no report tells a voucher code, PIN, password or card number")
    func secrets() throws {
        for format in ReportFormat.allCases {
            for report in [try Self.varied(), try Self.failed.report()] {
                let text = format.render(report)
                for secret in Bodies.secrets {
                    #expect(!text.contains(secret), "\(secret) in \(format)")
                }
            }
        }
    }

    @Test("of very many findings a person is shown a few", arguments: [ReportFormat.text, .html])
    func manyFindings(_ format: ReportFormat) throws {
        let till = (1...9).reduce(Till()) { $0.sale($1).provision(.voucher) }.ended()
        #expect(format.render(try till.report()).contains("4 more findings"))
    }

    @Test("a ladder of very many messages is shortened")
    func longLadder() throws {
        let till = (1...60).reduce(Till().provision(.outage)) { till, _ in till.retry(.outage) }
        let text = ReportFormat.text.render(try till.reverse().ended().report())
        #expect(text.split(separator: "\n").count < 120)
        #expect(text.contains("more)"))
    }
}
