public import ArgumentParser
public import Conformance

extension ReportFormat: ExpressibleByArgument {
    /// The format that a file's extension tells; text for any other.
    init(path: String) {
        switch path.split(separator: ".").last {
        case "json": self = .json
        case "xml": self = .junit
        case "md": self = .markdown
        case "html", "htm": self = .html
        default: self = .text
        }
    }
}
