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
    public let status: Int
    /// Header lines, in the order of the file.
    public let headers: [Header]
    /// Text is sent as it stands, anything else as JSON; nil for no body. Texts may have
    /// placeholders.
    public let body: Freeform?
    /// Whether there is anything to fill in.
    public internal(set) var hasPlaceholders = false
}

extension RawAnswer {
    /// The answer with its values in the places of the placeholders.
    ///
    /// A value can neither end a header line nor leave a text of JSON: in headers, characters that
    /// a field value cannot have become spaces; in a body that is JSON, values are escaped.
    /// - Parameter value: the value, empty when there is none. It is asked at each place, in the
    ///   order of headers and body.
    public func filled(_ value: (Template.Placeholder) -> String) -> RawAnswer {
        guard hasPlaceholders else { return self }
        let headers = headers.map { header in
            Header(
                name: header.name,
                value: Self.filled(header.value) { Header.content(of: value($0)) })
        }
        let isJSON = isJSONText
        let body = body.map { body in
            guard case .text(let text) = body else { return Self.filled(body, value) }
            return .text(
                Self.filled(text) { isJSON ? Freeform.escaped(value($0)) : value($0) })
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
        _ body: Freeform, _ value: (Template.Placeholder) -> String
    ) -> Freeform {
        switch body {
        case .text(let text): .text(filled(text, value))
        case .list(let items): .list(items.map { filled($0, value) })
        case .mapping(let members):
            .mapping(members.map { Freeform.Member($0.name, filled($0.value, value)) })
        case .null, .bool, .number: body
        }
    }

    /// Whether a body that was given as text is JSON, by its Content-Type or else by its look.
    private var isJSONText: Bool {
        guard case .text(let text) = body else { return false }
        let type = headers.first { $0.name.lowercased() == "content-type" }
        if let type { return type.value.lowercased().contains("json") }
        return text.first { !$0.isWhitespace }.map { "{[\"".contains($0) } ?? false
    }
}
