public import ArgumentParser
public import Conformance

extension ReportFormat: ExpressibleByArgument {
    /// The format that a file's ending tells, in any case; text for a file without one, nil for an
    /// ending that tells of none.
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

    /// What files of reports end in.
    static let endings: [(String, ReportFormat)] = [
        ("json", .json), ("xml", .junit), ("md", .markdown), ("html", .html), ("htm", .html),
        ("txt", .text),
    ]
}
