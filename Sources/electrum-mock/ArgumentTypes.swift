public import ArgumentParser
public import Conformance
import ElectrumSwitch
public import HTTPServing

extension ListenAddress: ExpressibleByArgument {
    /// Parses `HOST:PORT`; nil if it is not an address.
    public init?(argument: String) {
        try? self.init(parsing: argument)
    }

    /// The form used on the command line.
    public var defaultValueDescription: String { description }
}

extension ProviderErrorName: ExpressibleByArgument {}

extension ReportFormat: ExpressibleByArgument {
    /// Selects the format by a path's extension, ignoring case: text without one, nil for an
    /// unknown one.
    init?(path: String) {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), name.index(after: dot) != name.endIndex else {
            self = .text
            return
        }
        let ending = name[name.index(after: dot)...].lowercased()
        guard let format = Self.endings.first(where: { $0.0 == ending })?.1 else { return nil }
        self = format
    }

    /// The file extensions of reports.
    static let endings: [(String, ReportFormat)] = [
        ("json", .json), ("xml", .junit), ("md", .markdown), ("html", .html), ("htm", .html),
        ("txt", .text), ("ndjson", .lines),
    ]
}
