import Conformance
import JSONTree
import Testing
import Vocabulary

/// A report on several cases, and what it says of them together.
struct ReportBookTests {
    private static func book(_ tills: [Till]) throws -> ReportBook {
        ReportBook(
            title: "Certification",
            cases: try tills.enumerated().map { index, till in
                ReportBook.Case(
                    number: "1.\(index + 1)", title: "Case", reports: [try till.ended().report()])
            })
    }

    // MARK: Money at risk

    @Test(
        "Money at risk that is not the till's doing is explained",
        arguments: [ReportFormat.text, .html, .markdown])
    func excused(_ format: ReportFormat) throws {
        let report = try Till().provider("stellr").provision(.lost).reverse().ended().report()
        #expect(report.verdict == .pass)
        #expect(report.moneyAtRisk.count == 1)
        let text = Self.line(format.render(report))
        #expect(
            text.contains(
                "The money at risk is not the till's doing: a provider that is not told of")
        )
    }

    @Test("Beside money that a till has put at risk, only a part is excused")
    func partlyExcused() throws {
        let report = try Till().provider("stellr").provision(.lost).reverse()
            .sale(2).provider("ott").provision(.lost).ended().report()
        #expect(report.verdict == .fail)
        let text = Self.line(ReportFormat.text.render(report))
        #expect(text.contains("R100.00 of it is not the till's doing"), "\(text)")
    }

    @Test("Without money at risk, nothing is said of it")
    func noRisk() throws {
        for till in [Till().provision(.voucher).confirm(), Till().provision(.lost)] {
            let text = ReportFormat.text.render(try till.ended().report())
            #expect(!text.contains("the till's do"))
        }
    }

    /// The text with one space between words, and without entities.
    private static func line(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing("&#39;", with: "'").replacing("&apos;", with: "'").replacing(
                "\\'", with: "'")
    }

    // MARK: One cause

    @Test("Findings of one cause in several cases are one, with a link to each case")
    func sharedCause() throws {
        let tills = (1...3).map { Till().provision(.outage, id: Till.uuid(0, $0)) }
        let html = ReportFormat.html.render(try Self.book(tills))
        let outline = try Outline(html)
        let links = outline.elements.filter { $0.name == "a" }
            .compactMap { $0.attributes["href"] }.filter { $0.hasSuffix("-D1") }
        // The title, three cases, and the three cells of the matrix.
        #expect(Set(links).count == 3)
        #expect(links.count == 7)
        let text = ReportFormat.markdown.render(try Self.book(tills))
        #expect(text.contains("in 1.1, 1.2, 1.3:"), "\(text)")
    }

    @Test("Where each of one cause got something else, some of that is said, and how much more")
    func severalValues() throws {
        let till = [10, 20, 30, 40, 50].enumerated().reduce(Till()) { till, gap in
            till.sale(gap.offset + 1).provision(.outage).retry(.voucher, after: Int64(gap.element))
                .confirm()
        }
        let text = ReportFormat.text.render(try till.ended().report())
        #expect(text.contains("expected  100 ms or more"), "\(text)")
        #expect(text.contains("got       10 ms, 20 ms, 30 ms and 2 other values"), "\(text)")
    }

    // MARK: JUnit

    @Test("No two test cases have one name in one class, and no two suites one name")
    func uniqueNames() throws {
        let till = Till(expect: ["finally": "confirmed"]).provision(.outage).retry(.voucher)
        let report = try till.ended().report()
        var book = try Self.book([till, till, Till()])
        book.cases.append(
            ReportBook.Case(number: "2.1", title: "Case", notRun: "not asked for", reports: []))
        book.cases.append(
            ReportBook.Case(number: "2.2", title: "Lives", reports: [report, report]))
        for text in [ReportFormat.junit.render([report, report]), ReportFormat.junit.render(book)] {
            let elements = try Outline(text).elements
            let suites = elements.filter { $0.name == "testsuite" }.map { $0.attributes["name"] }
            #expect(Set(suites).count == suites.count, "\(suites)")
            let cases = elements.filter { $0.name == "testcase" }
                .map { [$0.attributes["classname"], $0.attributes["name"]] }
            #expect(Set(cases).count == cases.count, "\(cases)")
        }
    }
}
