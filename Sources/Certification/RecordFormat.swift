/// The forms in which people read a record.
package enum RecordFormat: String, Sendable, CaseIterable {
    case text = ".txt"
    case markdown = ".md"
    case html = ".html"
    case junit = ".xml"

    /// The extensions by which a file's form is known.
    package static var endings: [String] { allCases.map(\.rawValue) }

    /// - Parameter path: of the file that is written.
    package init?(path: String) {
        guard let format = Self.allCases.first(where: { path.hasSuffix($0.rawValue) }) else {
            return nil
        }
        self = format
    }

    package func render(_ record: CertificationRecord) -> String {
        record.summary
    }
}
