/// Text of a scenario with placeholders, such as `{{header.X-Request-ID}}`, that are filled in for
/// each answer.
package struct Template: Sendable, Equatable {
    /// The source of a value.
    package enum Placeholder: Sendable, Hashable {
        /// A scalar of the message's body, by its path.
        case body(path: String)
        /// A header of the message.
        case header(name: String)
        /// The id in the message's path.
        case pathID
        /// The time on the sandbox clock.
        case now
        /// A UUID drawn from the seed, another one at each place.
        case uuid
        /// The code of the transaction's voucher.
        case voucherCode
    }

    private enum Piece: Equatable {
        case text(String)
        case placeholder(Placeholder)
    }

    private let pieces: [Piece]

    /// - Throws: what is not known, or not closed.
    init(parsing text: String) throws(Complaint) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let start = Self.pair(of: "{", in: rest) {
            pieces.append(.text(String(rest[..<start.lowerBound])))
            rest = rest[start.upperBound...]
            guard let end = Self.pair(of: "}", in: rest) else {
                throw Complaint("`{{` is never closed", hint: "e.g. {{path.id}}")
            }
            pieces.append(.placeholder(try Placeholder(parsing: rest[..<end.lowerBound])))
            rest = rest[end.upperBound...]
        }
        self.pieces = pieces + [.text(String(rest))]
    }

    /// Returns the first pair of a brace. A text is read for each answer and may be long, so it is
    /// searched byte by byte.
    private static func pair(of brace: Unicode.Scalar, in text: Substring) -> Range<String.Index>? {
        let utf8 = text.utf8
        let byte = UInt8(ascii: brace)
        var rest = utf8[...]
        while let first = rest.firstIndex(of: byte) {
            let second = utf8.index(after: first)
            rest = utf8[second...]
            if rest.first == byte { return first..<utf8.index(after: second) }
        }
        return nil
    }

    /// The number of placeholders.
    var placeholderCount: Int { pieces.count / 2 }

    /// The text with its values.
    func filled(_ value: (Placeholder) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .placeholder(let placeholder): value(placeholder)
            }
        }.joined()
    }
}

extension Template.Placeholder {
    private static let known = [
        "{{body.PATH}}", "{{header.NAME}}", "{{path.id}}", "{{now}}", "{{uuid}}",
        "{{voucher.code}}",
    ]
    /// Headers with credentials, which must not get into answers, since these go into journals and
    /// reports.
    private static let secretHeaders = ["authorization", "proxy-authorization", "cookie"]

    /// Parses the text between the braces.
    fileprivate init(parsing text: Substring) throws(Complaint) {
        let word = text.filter { $0 != " " }
        let parts = word.split(separator: ".", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("body", 2): self = .body(path: parts[1])
        case ("header", 2):
            guard !Self.secretHeaders.contains(parts[1].lowercased()) else {
                throw Complaint("the header `\(parts[1])` holds a secret and is not repeated")
            }
            self = .header(name: parts[1])
        default:
            switch word {
            case "path.id": self = .pathID
            case "now": self = .now
            case "uuid": self = .uuid
            case "voucher.code": self = .voucherCode
            default:
                throw Complaint(unknown: "placeholder", "{{\(word)}}", among: Self.known)
            }
        }
    }
}
