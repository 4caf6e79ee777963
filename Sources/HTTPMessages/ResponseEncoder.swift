/// Writes responses as bytes (RFC 9112 sections 4, 6).
struct ResponseEncoder {
    /// The value of `Date`.
    let date: [UInt8]
    /// The value of the `Connection` field; nil when the version's default holds.
    let connection: String?
    /// True if the answer has no content because the request was HEAD (RFC 9110 section 9.3.2).
    let omitsBody: Bool

    /// The interim answer to `Expect: 100-continue`.
    static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Returns the whole response, correctly framed; 204 and 304 have no content (RFC 9110 section
    /// 15).
    func encode(_ response: HTTPResponse) -> [UInt8] {
        if response.status == 204 || response.status == 304 {
            return encode(response, framing: nil, body: [])
        }
        let length = HTTPField("Content-Length", String(response.body.count))
        return encode(response, framing: length, body: response.body)
    }

    /// Returns a response whose framing field and content are given separately, correct or not.
    func encode(_ response: HTTPResponse, framing: HTTPField?, body: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.count + 512)
        bytes += Self.beginnings[response.status] ?? Self.beginning(response.status)
        if let date = response.fields.lines.first(where: \.isDate) {
            Self.append(value: date.value, to: &bytes)
        } else {
            bytes += self.date
        }
        Self.endLine(&bytes)
        for field in response.fields.lines where !field.isDate { Self.append(field, to: &bytes) }
        if let framing { Self.append(framing, to: &bytes) }
        if let connection { Self.append(HTTPField("Connection", connection), to: &bytes) }
        Self.endLine(&bytes)
        if !omitsBody { bytes += body }
        return bytes
    }

    /// The bytes before the date, by status.
    private static let beginnings: [Int: [UInt8]] = Dictionary(
        uniqueKeysWithValues: HTTPResponse.reasonPhrases.keys.map { ($0, beginning($0)) })

    private static func beginning(_ status: Int) -> [UInt8] {
        Array("HTTP/1.1 \(status) \(HTTPResponse.reasonPhrase(status))\r\nDate: ".utf8)
    }

    /// The replacement for a character beyond Latin-1.
    private static let unknown = UInt8(ascii: "?")

    /// Appends a field. Values are Latin-1 as in requests, so that a client gets back the bytes it
    /// sent.
    private static func append(_ field: HTTPField, to bytes: inout [UInt8]) {
        bytes += field.name.utf8
        bytes.append(UInt8(ascii: ":"))
        bytes.append(ASCII.space)
        append(value: field.value, to: &bytes)
        endLine(&bytes)
    }

    private static func append(value: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes += value.utf8
        if bytes[start...].contains(where: { $0 >= 0x80 }) {
            let latin1 = value.unicodeScalars.map { UInt8(exactly: $0.value) ?? unknown }
            bytes.replaceSubrange(start..., with: latin1)
        }
    }

    private static func endLine(_ bytes: inout [UInt8]) {
        bytes.append(ASCII.carriageReturn)
        bytes.append(ASCII.lineFeed)
    }
}

extension HTTPField {
    /// True if the field is `Date`; the length decides in nearly all cases.
    fileprivate var isDate: Bool {
        name.utf8.count == 4 && name.lowercased() == "date"
    }
}
