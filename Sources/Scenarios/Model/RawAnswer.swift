public import JSONTree

/// An answer written out in a scenario, for what nobody foresaw.
public struct RawAnswer: Sendable, Equatable {
    /// A header line.
    public struct Header: Sendable, Equatable {
        /// The field name.
        public let name: String
        /// The field value; it may have placeholders.
        public let value: String
    }

    /// The HTTP status.
    public internal(set) var status: Int
    /// Header lines, in the order of the file.
    public internal(set) var headers: [Header]
    /// Text is sent as it stands, anything else as JSON; nil for no body. Texts may have
    /// placeholders.
    public internal(set) var body: JSON?
    /// Whether there is anything to fill in.
    public internal(set) var hasPlaceholders = false
}

extension RawAnswer {
    /// The answer with its values in the places of the placeholders.
    ///
    /// A value can neither end a header line nor leave a text of JSON: in headers, characters that
    /// a field value cannot have become spaces; in a body that is JSON, values are escaped.
    /// Values come to 256 KiB at most; one that does not fit is left empty.
    /// - Parameter find: the value, empty when there is none. It is asked once, for `uuid` at each
    ///   place, in the order of headers and body.
    public func filled(_ find: (Template.Placeholder) -> String) -> RawAnswer {
        guard hasPlaceholders else { return self }
        var values = PlaceholderValues()
        func value(_ placeholder: Template.Placeholder) -> String {
            values.value(of: placeholder, find)
        }
        let headers = headers.map { header in
            Header(
                name: header.name,
                value: Self.filled(header.value) { Header.content(of: value($0)) })
        }
        let isJSON = isJSONText
        let body = body.map { body in
            guard case .string(let text) = body else { return Self.filled(body, value) }
            return .string(
                Self.filled(text) { isJSON ? JSON.escaped(value($0)) : value($0) })
        }
        return RawAnswer(status: status, headers: headers, body: body, hasPlaceholders: false)
    }

    private static func filled(
        _ text: String, _ value: (Template.Placeholder) -> String
    ) -> String {
        (try? Template(parsing: text))?.filled(value) ?? text
    }

    /// The values of a tree are escaped when it is written.
    private static func filled(
        _ body: JSON, _ value: (Template.Placeholder) -> String
    ) -> JSON {
        switch body {
        case .string(let text): .string(filled(text, value))
        case .array(let items): .array(items.map { filled($0, value) })
        case .object(let object):
            .object(JSONObject(object.members.map { ($0.name, filled($0.value, value)) }))
        case .null, .bool, .number: body
        }
    }

    /// The most places in an answer that values are put in.
    static let placeholdersMax = 1000
    /// The most header lines of an answer.
    static let headersMax = 100

    /// Whether a body that was given as text is JSON, by its Content-Type or else by its look.
    private var isJSONText: Bool {
        guard case .string(let text) = body else { return false }
        let type = headers.first { $0.name.lowercased() == "content-type" }
        if let type { return type.value.lowercased().contains("json") }
        return text.first { !$0.isWhitespace }.map { "{[\"".contains($0) } ?? false
    }
}

/// The values of an answer's placeholders, each found once: a till may say a megabyte, and an
/// answer repeat it in a thousand places.
private struct PlaceholderValues {
    /// The most bytes of all values in an answer.
    private static let bytesMax = 256 * 1024

    private var known: [Template.Placeholder: String] = [:]
    private var bytesLeft = bytesMax

    mutating func value(
        of placeholder: Template.Placeholder, _ find: (Template.Placeholder) -> String
    ) -> String {
        let value = known[placeholder] ?? find(placeholder)
        let size = value.utf8.count
        // What does not fit once is not kept, lest it be as large as what it was taken from.
        if placeholder != .uuid { known[placeholder] = size <= Self.bytesMax ? value : "" }
        guard size <= bytesLeft else { return "" }
        bytesLeft -= size
        return value
    }
}

extension JSON {
    /// What stands for a text between the quotation marks of a string.
    fileprivate static func escaped(_ text: String) -> String {
        String(JSON.string(text).description.dropFirst().dropLast())
    }
}
