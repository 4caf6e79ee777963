extension RawAnswer {
    init?(_ value: Value, _ mistakes: inout [Mistake]) {
        guard let status = value["status"]?.count else { return nil }
        self.status = status
        let entries = value["headers"]?.entries ?? []
        mistakes += entries.flatMap { Header.mistakes(in: $0) }
        headers = entries.map { Header(name: $0.key, value: $0.value.text ?? "") }
        body = value["body"].map { Freeform($0) }
    }
}

extension RawAnswer.Header {
    /// What the server writes itself, with what an author may do instead.
    private static let serverNames: [String: String?] = [
        "connection": "a header Content-Length makes it close the connection", "date": nil,
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
        if let text = entry.value.text, !text.unicodeScalars.allSatisfy(isContent) {
            mistakes.append(
                Mistake(
                    at: entry.value.place, "a header value cannot hold `\(visible(text))`",
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

    /// Text that would break the line of a message.
    private static func visible(_ text: String) -> String {
        text.unicodeScalars.map {
            isContent($0) && $0 != "\t" ? String($0) : $0.escaped(asASCII: true)
        }
        .joined()
    }
}
