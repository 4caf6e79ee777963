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

    private static let files: [ReportFormat: String] = [
        .text: "report.txt", .markdown: "report.md", .junit: "report.xml", .html: "report.html",
        .json: "report.json", .lines: "report.ndjson",
    ]

    @Test("A report is letter for letter the golden one", arguments: ReportFormat.allCases)
    func golden(_ format: ReportFormat) throws {
        let name = try #require(Self.files[format])
        try Golden.expect(format.render(try Self.failed.report()), name)
    }

    @Test("No line of the text has more than 80 columns, unless a word is longer")
    func width() throws {
        for report in [try Self.varied(), try Self.failed.report()] {
            let text = ReportFormat.text.render([report, report])
            let long = text.split(separator: "\n").filter { $0.count > 80 }
            #expect(long.isEmpty, "\(long)")
        }
    }

    @Test("the JSON has the members of the design, in their order")
    func json() throws {
        let text = ReportFormat.json.render(try Self.failed.report())
        let report = try JSON(parsing: text)
        #expect(
            report.members?.members.map(\.name) == [
                "sandbox", "scenario", "seed", "draw", "from", "to", "verdict", "hollow", "rules",
                "expectations", "scenarioRules", "transactions", "counts",
            ])
        #expect(report["rules"]?[1]?["findings"]?[0]?["evidence"] == [2, 3])
        #expect(
            report["transactions"]?.description
                == #"[{"id":"00000000-0000-4000-8000-000000000001","kind":"provision","#
                + #""state":"confirmed","attempts":2,"#
                + #""beliefs":["confirmed","confirmed","confirmed"],"opinion":"agree"}]"#)
        #expect(report["counts"] == ["messages": 3, "transactions": 1])
    }

    @Test("several reports make a JSON array, one as well")
    func jsonArray() throws {
        let report = try Self.failed.report()
        #expect(try JSON(parsing: ReportFormat.json.render([report])).items?.count == 1)
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

    @Test("Every link of the HTML leads to a place in it, and no two places have one name")
    func htmlLinks() throws {
        for reports in [[try Self.failed.report()], [try Self.varied(), try Self.varied()]] {
            let outline = try Outline(ReportFormat.html.render(reports))
            let ids = outline.elements.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count)
            let links = outline.elements.filter { $0.name == "a" }
                .compactMap { $0.attributes["href"] }
            #expect(!links.isEmpty)
            for link in links { #expect(ids.contains(String(link.dropFirst())), "\(link)") }
        }
    }

    @Test("The HTML has each message with request, answer and headers, and no secret in them")
    func htmlMessages() throws {
        let html = ReportFormat.html.render(try Self.failed.report())
        for seq in 2...5 { #expect(html.contains("id=\"c1-m\(seq)\"")) }
        #expect(html.contains("POST /vouchers/{provisionId}/retry"))
        #expect(html.contains("&quot;code&quot;: &quot;****&quot;"))
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
        for name in ["script", "link", "img", "iframe", "object", "use", "image", "form"] {
            #expect(outline.count(name) == 0)
        }
        for element in outline.elements {
            for (name, value) in element.attributes {
                #expect(!name.hasPrefix("on") && !["src", "style", "xlink:href"].contains(name))
                #expect(name != "href" || value.hasPrefix("#"))
            }
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

    @Test(
        "Findings of one cause are one, with the number of transactions",
        arguments: [ReportFormat.text, .html, .markdown])
    func oneCause(_ format: ReportFormat) throws {
        let till = (1...9).reduce(Till()) { $0.sale($1).provision(.voucher) }.ended()
        let text = format.render(try till.report())
        #expect(text.contains("in 9 transactions: 00000000…"))
        #expect(text.contains("and 6 more"))
    }

    @Test("What was expected and what came stand beside each other")
    func comparison() throws {
        let html = ReportFormat.html.render(try Self.failed.report())
        let amounts = "{&quot;requestAmount&quot;:{&quot;amount&quot;:10000,&quot;currency&quot;:"
        #expect(html.contains("<dt>expected</dt><dd>\(amounts)"))
        #expect(html.contains("<dt>got</dt><dd>{}</dd>"))
    }

    @Test("a ladder of very many messages is shortened")
    func longLadder() throws {
        let till = (1...60).reduce(Till().provision(.outage)) { till, _ in till.retry(.outage) }
        let text = ReportFormat.text.render(try till.reverse().ended().report())
        #expect(text.split(separator: "\n").count < 120)
        #expect(text.contains("more)"))
    }
}
