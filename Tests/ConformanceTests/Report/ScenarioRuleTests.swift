import Conformance
import JSONTree
import Testing
import Vocabulary

/// A fault that did not happen is not a pass.
struct ScenarioRuleTests {
    private static let confirmed: JSON = ["finally": "confirmed"]

    private static func rule(
        _ name: String, required: Bool = true, decided: Int = 0, given: Int = 0,
        replies: Int = 1, nearMiss: String? = nil
    ) -> JSON {
        [
            "name": .string(name), "required": .bool(required),
            "replies": .number(JSONNumber(replies)), "given": .number(JSONNumber(given)),
            "decided": .number(JSONNumber(decided)), "nearMiss": Records.text(nearMiss),
        ]
    }

    private static let netcare = "no provision for provider netcare; 1 for ott"

    @Test("A required rule that never decided makes a run inconclusive, and expectations wait")
    func neverDecided() throws {
        let till = Till(expect: Self.confirmed, rules: [Self.rule("outage")])
            .provision(.voucher).reverse(reason: "CANCELLED")
            .ended(rules: [Self.rule("outage", nearMiss: Self.netcare)])
        let report = try till.report()
        #expect(report.verdict == .inconclusive)
        #expect(report.expectations.map(\.verdict) == [.notApplicable])
        #expect(report.expectations.map(\.observed) == ["not judged: rule `outage` never decided"])
        #expect(
            report.summary == """
                flows/f6-retries-succeed: inconclusive: rule `outage` never decided \
                (\(Self.netcare))
                """)
    }

    @Test("A breach of a duty fails all the same")
    func breach() throws {
        let till = Till(rules: [Self.rule("outage")]).provision(.voucher).ended()
        #expect(try till.report().verdict == .fail)
    }

    @Test("An optional rule need not decide, and before the end none must")
    func optional() throws {
        let optional = Self.rule("outage", required: false)
        let till = Till(expect: Self.confirmed, rules: [optional]).provision(.voucher).confirm()
        #expect(try till.ended(rules: [optional]).report().verdict == .pass)
        let open = Till(rules: [Self.rule("outage")]).provision(.voucher).confirm()
        #expect(try open.report().verdict == .pass)
        #expect(try open.report().scenarioRules.map(\.verdict) == [.notApplicable])
    }

    @Test("Without a count of the mock's own the records tell how often a rule decided")
    func counted() throws {
        let till = Till(rules: [Self.rule("outage"), Self.rule("other", required: false)])
            .provision(.outage).retry(.outage).retry(.voucher).confirm()
        let rules = try till.report().scenarioRules
        #expect(rules.map(\.decisionCount) == [2, 0])
        #expect(rules.map(\.observed) == ["decided 2 times", "never decided; it need not"])
    }

    @Test("Replies that were not reached are told, and spoil nothing")
    func repliesNotReached() throws {
        let rule = Self.rule("outage", decided: 1, given: 1, replies: 3)
        let till = Till(rules: [rule]).provision(.outage).retry(.voucher).confirm()
            .ended(rules: [rule])
        let report = try till.report()
        #expect(report.verdict == .pass)
        #expect(report.scenarioRules.map(\.observed) == ["decided once; 1 of its 3 replies given"])
    }

    @Test(
        "Every form of the report lists the rules",
        arguments: ReportFormat.allCases.filter { $0 != .lines })
    func listed(format: ReportFormat) throws {
        let rules: JSON = [
            Self.rule("provider-outage", decided: 3, given: 1),
            Self.rule("other", nearMiss: Self.netcare),
        ]
        let till = Till(rules: rules).provision(.outage).retry(.voucher).confirm()
            .ended(rules: rules)
        let text = format.render(try till.report())
        #expect(text.contains("provider-outage"))
        #expect(text.contains("decided 3 times"))
        #expect(text.contains(Self.netcare))
    }

    @Test("A scenario about a provider that was never asked is inconclusive, and says who was")
    func provider() throws {
        let expect: JSON = ["provider": "stellr", "finally": "confirmed"]
        let other = try Till(expect: expect).provision(.voucher).confirm().ended().report()
        #expect(other.verdict == .inconclusive)
        #expect(other.expectations.map(\.verdict) == [.inconclusive, .notApplicable])
        #expect(
            other.expectations.first?.observed == "no provision for provider stellr; 1 for ott")
        let right = Till(expect: expect).provider("stellr").provision(.voucher).confirm()
        #expect(try right.ended().report().verdict == .pass)
    }

    // MARK: JUnit

    private static func junit(_ reports: [Report]) throws -> Outline {
        try Outline(ReportFormat.junit.render(reports))
    }

    @Test("JUnit XML has an error when no message came, and no date of 1970")
    func noMessage() throws {
        let report = try Till().ended().report()
        let outline = try Self.junit([report])
        #expect(outline.attributes("testsuites")?["errors"] == "1")
        #expect(outline.attributes("testsuite")?["errors"] == "1")
        #expect(outline.attributes("error")?["message"] == "no message came")
        #expect(outline.attributes("testsuite")?["timestamp"] == "2026-01-28T10:00:00")
        // Only a sandbox whose own record is not in the journal has no time.
        let undated = try Report(of: Journal(records: [Records.header, Records.end(seq: 2)]))
        #expect(try Self.junit([undated]).attributes("testsuite")?["timestamp"] == nil)
    }

    @Test("JUnit XML has an error when the command failed")
    func commandFailed() throws {
        var report = try Till().provision(.voucher).confirm().ended().report()
        #expect(try Self.junit([report]).count("error") == 0)
        report.commandFailure = "the command ended with status 7"
        let outline = try Self.junit([report])
        #expect(outline.attributes("testsuites")?["errors"] == "1")
        #expect(outline.attributes("error")?["message"] == "the command ended with status 7")
        for format in ReportFormat.allCases {
            #expect(format.render(report).contains("ended with status 7"), "\(format)")
        }
    }

    @Test("No two test cases of a JUnit file have the same class and name")
    func unique() throws {
        let rules: JSON = [rule("outage"), rule("other")]
        let till = Till(expect: Self.confirmed, rules: rules).provision(.voucher).confirm().ended()
        let report = try till.report()
        let outline = try Self.junit([report, report, report])
        let cases = outline.elements.filter { $0.name == "testcase" }.map {
            [$0.attributes["classname"], $0.attributes["name"]]
        }
        #expect(cases.count == 3 * (VerdictRule.all.count + 1 + 2))
        #expect(Set(cases).count == cases.count)
        let suites = outline.elements.filter { $0.name == "testsuite" }.map(\.attributes["name"])
        #expect(Set(suites).count == 3)
    }

    private func rule(_ name: String) -> JSON { Self.rule(name) }
}
