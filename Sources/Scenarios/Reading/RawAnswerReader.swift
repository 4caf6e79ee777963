extension RawAnswer {
    init?(_ value: Value, _ mistakes: inout [Mistake]) {
        guard let status = value["status"]?.count else { return nil }
        self.status = status
        let entries = value["headers"]?.entries ?? []
        mistakes += entries.flatMap { Header.mistakes(in: $0) }
        headers = entries.flatMap { entry in
            entry.value.texts.map { Header(name: entry.key, value: $0) }
        }
        body = value["body"].map { Freeform($0) }
        let templates =
            entries.flatMap(\.value.items).map { $0.templates(&mistakes) }
            + [value["body"]?.templates(&mistakes) ?? []]
        let placeholders = templates.joined().reduce(0) { $0 + $1.placeholderCount }
        hasPlaceholders = placeholders > 0
        checkSize(of: value, placeholders, &mistakes)
    }

    /// What each message is answered with costs time and memory each time.
    private func checkSize(of value: Value, _ placeholders: Int, _ mistakes: inout [Mistake]) {
        if placeholders > Self.placeholdersMax {
            mistakes.append(
                Mistake(
                    at: value.place, "an answer takes at most \(Self.placeholdersMax) placeholders")
            )
        }
        if headers.count > Self.headersMax, let headers = value["headers"] {
            mistakes.append(
                Mistake(at: headers.place, "an answer takes at most \(Self.headersMax) headers"))
        }
    }
}

extension Value {
    /// The texts in it as templates.
    fileprivate func templates(_ mistakes: inout [Mistake]) -> [Template] {
        switch content {
        case .scalar(let text, _):
            do throws(Complaint) {
                return [try Template(parsing: text)]
            } catch {
                mistakes.append(Mistake(at: place, error))
                return []
            }
        case .list(let items): return items.flatMap { $0.templates(&mistakes) }
        case .mapping(let entries): return entries.flatMap { $0.value.templates(&mistakes) }
        }
    }
}

extension RawAnswer.Header {
    /// What the server writes itself, with what an author may do instead.
    private static let serverNames = [
        "connection": "a header Content-Length makes it close the connection"
    ]

    /// What keeps an entry from being a header line (RFC 9110 sections 5.1, 5.5).
    fileprivate static func mistakes(in entry: Value.Entry) -> [Mistake] {
        var mistakes: [Mistake] = []
        if !isName(entry.key) {
            mistakes.append(
                Mistake(
                    at: entry.keyPlace, "`\(visible(entry.key))` is no header name",
                    hint: "letters, digits and !#$%&'*+-.^_`|~"))
        } else if let hint = serverNames[entry.key.lowercased()] {
            mistakes.append(
                Mistake(
                    at: entry.keyPlace, "the server writes `\(entry.key)` itself", hint: hint))
        }
        for value in entry.value.items {
            guard let text = value.text, !text.unicodeScalars.allSatisfy(isContent) else {
                continue
            }
            mistakes.append(
                Mistake(
                    at: value.place, "a header value cannot hold `\(visible(text))`",
                    hint: "one line of Latin-1: no line ends, no control characters"))
        }
        return mistakes
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.allSatisfy {
            ($0 | 0x20) &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") < 10
                || "!#$%&'*+-.^_`|~".utf8.contains($0)
        }
    }

    /// Field values are Latin-1 on the wire, as most clients read them.
    private static func isContent(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || (0x20...0xFF).contains(scalar.value) && scalar.value != 0x7F
    }

    /// What came from a message, as a field value can have it.
    static func content(of text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isContent($0) ? $0 : " " }))
    }

    /// Text that would break the line of a message.
    private static func visible(_ text: String) -> String {
        text.unicodeScalars.map {
            isContent($0) && $0 != "\t" ? String($0) : $0.escaped(asASCII: true)
        }
        .joined()
    }
}
