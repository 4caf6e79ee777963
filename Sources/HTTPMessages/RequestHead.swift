/// The request line and the header section of a request (RFC 9112 sections 3, 5), and what they
/// say about its body.
struct RequestHead {
    let line: RequestLine
    let fields: HTTPFields
    let framing: BodyFraming

    /// Parses a complete head; `bytes` ends with the empty line.
    init(parsing bytes: ArraySlice<UInt8>, limits: HTTPLimits) throws(Refusal) {
        let lineEnd = Self.endOfLine(in: bytes)
        line = try RequestLine(parsing: bytes[..<lineEnd], limits: limits)
        fields = try FieldSection.parse(
            bytes[(lineEnd + 2)...], called: "header", fieldsMax: limits.fieldsMax)
        try Self.checkHost(in: fields, version: line.version)
        framing = try BodyFraming(
            in: fields, version: line.version, max: limits.bodyBytesMax(for: line.target))
        try Self.checkExpectation(in: fields, version: line.version)
    }

    /// True if the client may wait for a 100 (Continue) before it sends the body (RFC 9110 section
    /// 10.1.1).
    var expectsContinue: Bool {
        line.version == .http11 && fields["Expect"] != nil
    }

    /// Returns the index of the CR that ends the first line; the caller has checked that there is
    /// one.
    static func endOfLine(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.firstIndex(of: ASCII.carriageReturn) ?? bytes.endIndex
    }

    /// RFC 9112 section 3.2: exactly one valid Host in HTTP/1.1, at most one in HTTP/1.0.
    private static func checkHost(in fields: HTTPFields, version: HTTPVersion) throws(Refusal) {
        guard fields.count("Host") <= 1 else {
            throw Refusal(400, "there is more than one Host field (RFC 9112 section 3.2)")
        }
        guard let host = fields["Host"] else {
            if version == .http10 { return }
            throw Refusal(400, "there is no Host field (RFC 9112 section 3.2)")
        }
        guard HostSyntax.isHost(host.utf8) else {
            throw Refusal(400, "the Host field is not HOST or HOST:PORT (RFC 9110 section 7.2)")
        }
    }

    /// RFC 9110 section 10.1.1; HTTP/1.0 has no expectations.
    private static func checkExpectation(in fields: HTTPFields, version: HTTPVersion)
        throws(Refusal)
    {
        guard version == .http11 else { return }
        let areKnown = fields.lines.allSatisfy { field in
            !field.isNamed("Expect") || ASCII.equalIgnoringCase(field.value, "100-continue")
        }
        guard areKnown else {
            throw Refusal(417, "only the expectation 100-continue is known")
        }
    }
}
