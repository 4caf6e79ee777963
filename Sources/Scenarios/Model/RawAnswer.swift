package import JSONTree

/// An answer written out in a scenario.
package struct RawAnswer: Sendable, Equatable {
    /// A header line.
    package struct Header: Sendable, Equatable {
        /// The field name.
        package let name: String
        /// The field value; it may have placeholders.
        package let value: String
    }

    /// The HTTP status.
    package internal(set) var status: Int
    /// Header lines, in the order of the file.
    package internal(set) var headers: [Header]
    /// The body: text is sent unchanged, any other value as JSON; nil for none. Texts may have
    /// placeholders.
    package internal(set) var body: JSON?
    /// True if there are placeholders to fill in.
    package internal(set) var hasPlaceholders = false
}

extension RawAnswer {
    /// Returns the answer with its placeholders filled in.
    ///
    /// A value can neither end a header line nor leave a text of JSON: in headers, characters that
    /// are not allowed in a field value become spaces; in a body that is JSON, values are escaped.
    /// All values together have at most 256 KiB; one beyond that is left empty.
    ///
    /// - Parameter find: returns the value, empty if there is none. It is called once per value,
    ///   for `uuid` at each place, in the order of headers and body.
    package func filled(_ find: (Template.Placeholder) -> String) -> RawAnswer {
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

    /// True if a body given as text is JSON, by its Content-Type or else by its content.
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
        // A value that does not fit is not kept: it may be as large as the message.
        if placeholder != .uuid { known[placeholder] = size <= Self.bytesMax ? value : "" }
        guard size <= bytesLeft else { return "" }
        bytesLeft -= size
        return value
    }
}

extension JSON {
    /// Returns a text as it is written between the quotation marks of a JSON string.
    fileprivate static func escaped(_ text: String) -> String {
        String(JSON.string(text).description.dropFirst().dropLast())
    }
}
