/// The forms a report can be written in.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// A table, with a ladder diagram for each finding.
    case text
    /// JSON with all findings, for programs.
    case json
    /// JUnit XML: a test case for each rule and each expectation.
    case junit
    /// For the summary page of a CI run.
    case markdown
    /// One page without links, fit for print.
    case html
    /// One JSON object per line for each finding, for programs.
    case lines

    /// One report.
    public func render(_ report: Report) -> String {
        switch self {
        case .json: JSONReport.render(report)
        case .text, .junit, .markdown, .html, .lines: render([report])
        }
    }

    /// Renders several reports in one document; JSON makes an array of them.
    public func render(_ reports: [Report]) -> String {
        switch self {
        case .json: JSONReport.render(reports)
        case .junit: JUnitReport.render(reports)
        case .text, .markdown, .html: render(ReportBook(reports))
        case .lines: LinesReport.render(reports)
        }
    }

    /// Renders judged cases in one document.
    package func render(_ book: ReportBook) -> String {
        switch self {
        case .text: TextReport.render(book)
        case .json: JSONReport.render(book)
        case .junit: JUnitReport.render(book)
        case .markdown: Templates.render("report.md", ReportView.values(of: book))
        case .html: Templates.render("report", ReportView.values(of: book))
        case .lines: LinesReport.render(book.reports)
        }
    }
}
