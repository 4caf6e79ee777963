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
        case .text: TextReport.render(reports)
        case .json: JSONReport.render(reports)
        case .junit: JUnitReport.render(reports)
        case .markdown: MarkdownReport.render(reports)
        case .html: HTMLReport.render(reports)
        case .lines: LinesReport.render(reports)
        }
    }
}
