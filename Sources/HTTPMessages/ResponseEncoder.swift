/// Writes responses as bytes (RFC 9112 sections 4, 6).
struct ResponseEncoder {
    /// The time of `Date`, in seconds since 1970.
    let unixSeconds: Int64
    /// What the `Connection` field says, nil when the version's default holds.
    let connection: String?
    /// Whether the answer has no content because the request was HEAD (RFC 9110 section 9.3.2).
    let omitsBody: Bool

    /// The interim answer to `Expect: 100-continue`.
    static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// The whole response, rightly framed; 204 and 304 have no content (RFC 9110 section 15).
    func encode(_ response: HTTPResponse) -> [UInt8] {
        if response.status == 204 || response.status == 304 {
            return encode(response, framing: nil, body: [])
        }
        let length = HTTPField("Content-Length", String(response.body.count))
        return encode(response, framing: length, body: response.body)
    }

    /// A response whose framing field and content are given apart, true or not.
    func encode(_ response: HTTPResponse, framing: HTTPField?, body: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.count + 512)
        bytes += "HTTP/1.1 ".utf8
        bytes += String(response.status).utf8
        bytes.append(ASCII.space)
        bytes += HTTPResponse.reasonPhrase(response.status).utf8
        bytes += "\r\nDate: ".utf8
        HTTPDate.append(unixSeconds: unixSeconds, to: &bytes)
        bytes += "\r\n".utf8
        for field in response.fields.lines { Self.append(field, to: &bytes) }
        if let framing { Self.append(framing, to: &bytes) }
        if let connection { Self.append(HTTPField("Connection", connection), to: &bytes) }
        bytes += "\r\n".utf8
        if !omitsBody { bytes += body }
        return bytes
    }

    /// What stands for a character beyond Latin-1.
    private static let unknown = UInt8(ascii: "?")

    /// Values are Latin-1 as in requests: what a client sent comes back as the same bytes.
    private static func append(_ field: HTTPField, to bytes: inout [UInt8]) {
        bytes += field.name.utf8
        bytes += ": ".utf8
        if field.value.utf8.allSatisfy({ $0 < 0x80 }) {
            bytes += field.value.utf8
        } else {
            bytes += field.value.unicodeScalars.map { UInt8(exactly: $0.value) ?? Self.unknown }
        }
        bytes += "\r\n".utf8
    }
}
