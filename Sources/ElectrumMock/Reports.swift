import Conformance
import HTTPMessages
import Journal
import Vocabulary

/// Renders reports for the control API.
enum Reports {
    /// The names of the formats.
    static let formats = ReportFormat.allCases.map(\.rawValue)

    /// Returns the report on a sandbox in one of the formats; nil if there is no such format.
    static func response(
        sandbox: String, records: [JournalRecord], now: String, format: String
    ) -> HTTPResponse? {
        guard let format = ReportFormat(rawValue: format) else { return nil }
        do {
            let report = try Report(
                of: Journal(ofThisMock: records), sandbox: sandbox, now: Timestamp(now))
            return HTTPResponse(
                status: 200, fields: ["Content-Type": format.contentType],
                body: Array(format.render(report).utf8))
        } catch {
            return HTTPResponse(status: 500, text: "\(error)\n")
        }
    }
}

extension ReportFormat {
    fileprivate var contentType: String {
        switch self {
        case .text: "text/plain; charset=utf-8"
        case .json: "application/json"
        case .lines: "application/x-ndjson"
        case .junit: "application/xml"
        case .markdown: "text/markdown; charset=utf-8"
        case .html: "text/html; charset=utf-8"
        }
    }
}
