import Vocabulary

/// The report as JUnit XML for CI servers: fail and inconclusive are failures; a failed command,
/// and a run without messages, is an error.
enum JUnitReport {
    /// A test case with its details.
    private struct TestCase {
        let name: String
        let group: String
        let result: Result
        let summary: String
        /// The details as markup; the lines of a block stay separate.
        let details: String

        enum Result: Equatable {
            case verdict(Verdict)
            case error
        }

        var isFailure: Bool {
            if case .verdict(let verdict) = result { verdict >= .inconclusive } else { false }
        }
    }

    static func render(_ reports: [Report]) -> String {
        let suites = zip(reports, names(of: reports)).map { report, name in
            (testCases(report), { suite(report, $0, name) })
        }
        return document(suites)
    }

    /// A suite for each case of a plan; one that was not run has a skipped test.
    static func render(_ book: ReportBook) -> String {
        let suites = book.cases.flatMap { item -> [([TestCase], ([TestCase]) -> String)] in
            let name = ("\(item.number) \(item.title)".shownSentence, item.number.shownName)
            guard let reason = item.notRun else {
                return item.reports.enumerated().map { part, report in
                    let suffix = item.reports.count > 1 ? " #\(part + 1)" : ""
                    let own = (name.0 + suffix, name.1 + suffix)
                    return (testCases(report), { suite(report, $0, own) })
                }
            }
            let skipped = TestCase(
                name: "is played", group: "run", result: .verdict(.notApplicable),
                summary: reason.shownSentence, details: "")
            return [([skipped], { suite($0, name) })]
        }
        return document(suites)
    }

    private static func document(
        _ suites: [(cases: [TestCase], text: ([TestCase]) -> String)]
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="electrum-mock"\(counts(suites.flatMap(\.cases)))>
        \(suites.map { $0.text($0.cases) }.joined())</testsuites>

        """
    }

    private static func suite(
        _ cases: [TestCase], _ name: (title: String, className: String)
    ) -> String {
        """
        <testsuite name="\(name.title.escaped)"\(counts(cases)) skipped="\(cases.count)" time="0">
        \(cases.map { element($0, className: name.className) }.joined())</testsuite>

        """
    }

    /// Returns a unique name for each report: servers identify test cases by class and name, and a
    /// plan may play a scenario twice.
    private static func names(of reports: [Report]) -> [(title: String, className: String)] {
        var seen: [String: Int] = [:]
        return reports.map { report in
            let count = seen[report.title, default: 0] + 1
            seen[report.title] = count
            let suffix = count > 1 ? " #\(count)" : ""
            let scenario = (report.scenario ?? "none").shownName
            return (
                report.title + suffix,
                "\(scenario)\(suffix).\(report.place)"
            )
        }
    }

    private static func testCases(_ report: Report) -> [TestCase] {
        report.errors.map { error in
            TestCase(
                name: error.name, group: "run", result: .error, summary: error.text.shownSentence,
                details: error.text.shownSentence.escaped)
        }
            + report.rules.map { rule in
                TestCase(
                    name: "\(rule.id) \(rule.title)", group: "rules",
                    result: .verdict(rule.verdict), summary: rule.observed,
                    details: rule.blocks(in: report)
                        .map { $0.map(\.escaped).joined(separator: "\n") }
                        .joined(separator: "\n\n"))
            }
            + report.expectations.map { expectation in
                TestCase(
                    name: expectation.text, group: "expectations",
                    result: .verdict(expectation.verdict),
                    summary: expectation.observed.shownSentence,
                    details: expectation.verdict == .pass
                        ? "" : expectation.observed.shownSentence.escaped)
            }
            + report.scenarioRules.map { rule in
                TestCase(
                    name: "rule \(rule.name.shownName) decides", group: "scenario",
                    result: .verdict(rule.verdict), summary: rule.observed,
                    details: rule.observed.escaped)
            }
    }

    private static func suite(
        _ report: Report, _ cases: [TestCase], _ name: (title: String, className: String)
    ) -> String {
        let begin = report.begin ?? report.sandboxBegin
        let end = report.end ?? begin
        let milliseconds = begin.flatMap { begin in
            end.map { begin.duration(to: $0).milliseconds }
        }
        let properties = report.facts.map { fact in
            "<property name=\"\(fact.label.escaped)\" value=\"\(fact.value.escaped)\"/>\n"
        }
        let skipped = cases.count { $0.result == .verdict(.notApplicable) }
        let timestamp = begin.map { " timestamp=\"\($0.description.prefix(19))\"" } ?? ""
        return """
            <testsuite name="\(name.title.escaped)"\(counts(cases)) skipped="\(skipped)"\
            \(timestamp) time="\(Double(milliseconds ?? 0) / 1000)">
            <properties>
            \(properties.joined())</properties>
            \(cases.map { element($0, className: name.className) }.joined())</testsuite>

            """
    }

    private static func counts(_ cases: [TestCase]) -> String {
        let failures = cases.count(where: \.isFailure)
        let errors = cases.count { $0.result == .error }
        return " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
    }

    private static func element(_ test: TestCase, className: String) -> String {
        let opening = """
            <testcase classname="\(className.escaped).\(test.group)" name="\(test.name.escaped)" \
            time="0"
            """
        switch test.result {
        case .verdict(.pass) where test.details.isEmpty:
            return "\(opening)/>\n"
        case .verdict(.notApplicable):
            return "\(opening)>\n<skipped message=\"\(test.summary.escaped)\"/>\n</testcase>\n"
        case .verdict(.warn), .verdict(.pass):
            return "\(opening)>\n<system-out>\(test.details)</system-out>\n</testcase>\n"
        case .verdict(let verdict):
            return element(opening, "failure", verdict.rawValue, test)
        case .error:
            return element(opening, "error", "run", test)
        }
    }

    private static func element(
        _ opening: String, _ name: String, _ type: String, _ test: TestCase
    ) -> String {
        """
        \(opening)>
        <\(name) type="\(type)" message="\(test.summary.escaped)">\(test.details)</\(name)>
        </testcase>

        """
    }
}
