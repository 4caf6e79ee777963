import JSONTree

extension RawAnswer {
    /// The value of `respond`.
    static let keys = Keys(of: RawAnswer(status: 200, headers: [], body: nil)) {
        Key("status", \.status, .integer(200...599), isRequired: true, "The HTTP status.")
        Key(
            "headers", \.headers, Header.keys.decoder,
            "Header lines, a list for several of one name; with Content-Length or "
                + "Transfer-Encoding among them, true or not, the "
                + "answer goes out as it stands and ends the connection.")
        Key(
            "body", \.body, .anything { text throws(Complaint) in _ = try Template(parsing: text) },
            "Text as it stands; anything else is sent as JSON. In texts, here and in headers: "
                + "{{body.PATH}}, {{header.NAME}}, {{path.id}}, {{now}}, {{uuid}}, "
                + "{{voucher.code}}.")
    }

    static let decoder = keys.decoder { given, reading -> RawAnswer? in
        var answer = given.root
        let placeholders = answer.placeholderCount
        answer.hasPlaceholders = placeholders > 0
        // An answer is made for each message, and costs time and memory each time.
        if placeholders > placeholdersMax {
            reading.note(
                "an answer takes at most \(placeholdersMax) placeholders",
                at: given.mapping.place)
        }
        if answer.headers.count > headersMax, let headers = given.entry(\.headers) {
            reading.note(
                "an answer takes at most \(headersMax) headers", at: headers.value.place)
        }
        return answer
    }

    private var placeholderCount: Int {
        headers.reduce(body?.placeholderCount ?? 0) { $0 + $1.value.placeholderCount }
    }
}

extension JSON {
    fileprivate var placeholderCount: Int {
        switch self {
        case .null, .bool, .number: 0
        case .string(let text): text.placeholderCount
        case .array(let items): items.reduce(0) { $0 + $1.placeholderCount }
        case .object(let object): object.members.reduce(0) { $0 + $1.value.placeholderCount }
        }
    }
}

extension String {
    fileprivate var placeholderCount: Int {
        (try? Template(parsing: self))?.placeholderCount ?? 0
    }
}

extension RawAnswer.Header {
    static let keys = Keys(of: [RawAnswer.Header]()) {
        Key(
            beginningWith: "", Decoder<[String]>.oneOrMore(of: value), "A header.",
            checkName: { name, _ throws(Complaint) in try check(name: name) }
        ) { headers, name, values in
            headers += values.map { RawAnswer.Header(name: name, value: $0) }
        }
    }

    private static let value = Decoder<String>.scalar(.text) { text throws(Complaint) in
        guard text.unicodeScalars.allSatisfy(isContent) else {
            throw Complaint(
                "a header value cannot hold `\(visible(text))`",
                hint: "one line of Latin-1: no line ends, no control characters")
        }
        _ = try Template(parsing: text)
        return text
    }

    /// The fields that the server writes itself, each with what an author may do instead.
    private static let serverNames = [
        "connection": "a header Content-Length makes it close the connection"
    ]

    /// Throws what keeps a name from beginning a header line (RFC 9110, section 5.1).
    private static func check(name: String) throws(Complaint) {
        guard isName(name) else {
            throw Complaint(
                "`\(visible(name))` is not a header name",
                hint: "letters, digits and !#$%&'*+-.^_`|~")
        }
        if let hint = serverNames[name.lowercased()] {
            throw Complaint("the server writes `\(name)` itself", hint: hint)
        }
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.allSatisfy {
            ($0 | 0x20) &- UInt8(ascii: "a") < 26 || $0 &- UInt8(ascii: "0") < 10
                || "!#$%&'*+-.^_`|~".utf8.contains($0)
        }
    }

    /// Field values are Latin-1 on the wire, as most clients read them (RFC 9110, section 5.5).
    private static func isContent(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || (0x20...0xFF).contains(scalar.value) && scalar.value != 0x7F
    }

    /// Returns a text from a message without characters that a field value cannot have.
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
