public import ArgumentParser
public import Conformance
import ElectrumSwitch
public import HTTPServing
import Vocabulary

extension ListenAddress: ExpressibleByArgument {
    /// Parses `HOST:PORT`; nil if it is not an address.
    public init?(argument: String) {
        try? self.init(parsing: argument)
    }

    /// The form used on the command line.
    public var defaultValueDescription: String { description }
}

extension ProviderErrorName: OptionWord {}

extension Duration: @retroactive ExpressibleByArgument {
    /// Parses `250ms`, `10s`, `2m` and the like; nil for anything else.
    public init?(argument: String) {
        try? self.init(written: argument)
    }

    /// The form used on the command line.
    public var defaultValueDescription: String { written }

    /// Throws a usage error unless the value of an option is from a least to a greatest one.
    func check(_ option: String, from least: Duration, to most: Duration) throws {
        guard (least...most).contains(self) else {
            throw ValidationError(
                "\(option) must be from \(least.written) to \(most.written), not \(written)")
        }
    }
}

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
