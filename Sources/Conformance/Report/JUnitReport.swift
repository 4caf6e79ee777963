/// The report for CI servers: what fails and what is inconclusive is a failure.
enum JUnitReport {
    /// A test case, and what stands in it.
    private struct TestCase {
        let name: String
        let group: String
        let verdict: Verdict
        let summary: String
        /// Markup already; the lines of a block stay apart.
        let details: String
    }

    static func render(_ reports: [Report]) -> String {
        let suites = reports.map { ($0, testCases($0)) }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="electrum-mock"\(counts(suites.flatMap(\.1)))>
            \(suites.map(suite).joined())</testsuites>

            """
    }

    private static func testCases(_ report: Report) -> [TestCase] {
        report.rules.map { rule in
            TestCase(
                name: "\(rule.id) \(rule.title)", group: "rules", verdict: rule.verdict,
                summary: rule.observed,
                details: rule.blocks(in: report)
                    .map { $0.map(\.escaped).joined(separator: "\n") }
                    .joined(separator: "\n\n"))
        }
            + report.expectations.map { expectation in
                TestCase(
                    name: expectation.text, group: "expectations", verdict: expectation.verdict,
                    summary: expectation.observed.shownSentence,
                    details: expectation.observed.shownSentence.escaped)
            }
    }

    private static func suite(_ report: Report, _ cases: [TestCase]) -> String {
        let begin = report.begin ?? Timestamp(milliseconds: 0)
        let milliseconds = (report.end ?? begin).milliseconds - begin.milliseconds
        let properties = report.facts.map { fact in
            "<property name=\"\(fact.label.escaped)\" value=\"\(fact.value.escaped)\"/>\n"
        }
        let skipped = cases.count { $0.verdict == .notApplicable }
        let timestamp = begin.description.prefix(19)
        return """
            <testsuite name="\(report.title.escaped)"\(counts(cases)) skipped="\(skipped)" \
            timestamp="\(timestamp)" time="\(Double(milliseconds) / 1000)">
            <properties>
            \(properties.joined())</properties>
            \(cases.map { element($0, sandbox: report.sandbox) }.joined())</testsuite>

            """
    }

    private static func counts(_ cases: [TestCase]) -> String {
        let failures = cases.count { $0.verdict >= .inconclusive }
        return " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\""
    }

    private static func element(_ test: TestCase, sandbox: String) -> String {
        let opening = """
            <testcase classname="\(sandbox.shownName.escaped).\(test.group)" name="\(test.name.escaped)" \
            time="0"
            """
        switch test.verdict {
        case .pass:
            return "\(opening)/>\n"
        case .notApplicable:
            return "\(opening)>\n<skipped message=\"\(test.summary.escaped)\"/>\n</testcase>\n"
        case .warn:
            return "\(opening)>\n<system-out>\(test.details)</system-out>\n</testcase>\n"
        case .fail, .inconclusive:
            return """
                \(opening)>
                <failure type="\(test.verdict.rawValue)" message="\(test.summary.escaped)">\
                \(test.details)</failure>
                </testcase>

                """
        }
    }
}
