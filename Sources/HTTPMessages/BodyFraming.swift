/// The length of a request body, as its head declares it (RFC 9112 section 6.3).
enum BodyFraming: Equatable {
    case length(Int)
    case chunked

    /// Reads the framing that the head declares. Ambiguous framing is refused, since it enables
    /// request smuggling (RFC 9112 section 11.2).
    ///
    /// - Parameter max: the most bytes of a body of a declared length.
    init(in fields: HTTPFields, version: HTTPVersion, max: Int) throws(Refusal) {
        guard fields["Transfer-Encoding"] != nil else {
            self = .length(try Self.contentLength(in: fields, max: max))
            return
        }
        guard version == .http11 else {
            throw Refusal(400, "HTTP/1.0 has no Transfer-Encoding (RFC 9112 section 6.1)")
        }
        guard fields["Content-Length"] == nil else {
            throw Refusal(
                400,
                "there is both a Transfer-Encoding and a Content-Length "
                    + "(RFC 9112 section 6.1)")
        }
        try Self.checkCodings(fields.list("Transfer-Encoding"))
        self = .chunked
    }

    private static func contentLength(in fields: HTTPFields, max: Int) throws(Refusal) -> Int {
        guard let value = fields["Content-Length"] else { return 0 }
        guard fields.count("Content-Length") == 1 else {
            throw Refusal(400, "there is more than one Content-Length (RFC 9112 section 6.3)")
        }
        guard !value.isEmpty, value.utf8.allSatisfy(ASCII.isDigit) else {
            throw Refusal(400, "the Content-Length is not a number (RFC 9110 section 8.6)")
        }
        guard let length = Int(value), length <= max else {
            throw Refusal(413, "the body is over \(max) bytes")
        }
        return length
    }

    private static func checkCodings(_ codings: [Substring]) throws(Refusal) {
        let isChunked = codings.map { ASCII.equalIgnoringCase($0, "chunked") }
        guard isChunked.last == true, isChunked.count(where: { $0 }) == 1 else {
            throw Refusal(
                isChunked.contains(true) || codings.isEmpty ? 400 : 501,
                "the Transfer-Encoding must be chunked (RFC 9112 section 6.1)")
        }
        guard codings.count == 1 else {
            throw Refusal(501, "no transfer coding but chunked is understood here")
        }
    }
}
