import HTTPMessages

/// Decodes the content coding of requests and encodes responses (RFC 9110 section 8.4). One per
/// lane: zlib's state is reused from one body to the next.
final class ContentCoder {
    private let limits: HTTPLimits
    private lazy var decoder = GzipDecoder()
    private lazy var encoder = GzipEncoder()
    /// Encoded bodies by their entity tags: what has a tag is always the same.
    private var encoded: [String: [UInt8]] = [:]

    /// The most bodies that are kept encoded.
    private static let encodedMax = 64

    /// The smallest body, in bytes, that is compressed: a smaller one fits a segment anyway.
    private static let encodedBytesMin = 1_024

    /// zlib counts in 32 bits.
    private static let encodedBytesMax = 1 << 30

    /// The most codings of one body: each may cost as much as the largest body.
    private static let codingsMax = 4

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// The result of decoding a request's body.
    enum Decoded {
        case request(HTTPRequest)
        case refusal(Refusal, HTTPResponse)
    }

    /// Returns the request with its body decoded.
    func decode(_ request: HTTPRequest) -> Decoded {
        guard request.fields["Content-Encoding"] != nil else { return .request(request) }
        let names = request.fields.list("Content-Encoding")
        guard names.count <= Self.codingsMax else {
            return Self.unknown("\(names.count) content codings on one body are not removed here")
        }
        var body = request.body
        for name in names.reversed() {
            switch ContentCoding(name) {
            case .identity: continue
            case .gzip:
                do {
                    body = try decoder.decode(body, expandedMax: limits.bodyBytesMax)
                } catch {
                    let refusal = Self.refusal(of: error)
                    return .refusal(refusal, refusal.response)
                }
            case nil: return Self.unknown("the content coding \(name) is not known here")
            }
        }
        return .request(HTTPRequest(request, body: body))
    }

    /// Returns the refusal of an unknown coding, with the supported ones (RFC 9110 section
    /// 15.5.16).
    private static func unknown(_ reason: String) -> Decoded {
        let refusal = Refusal(415, reason)
        var response = refusal.response
        response.fields.append("Accept-Encoding", "gzip, identity")
        return .refusal(refusal, response)
    }

    /// Returns the refusal of a client that accepts no coding of any answer (RFC 9110 section
    /// 12.5.3); nil for any other. It precedes the handler: an answer that was recorded is never
    /// replaced.
    static func refusal(of accepted: AcceptEncoding?) -> (Refusal, HTTPResponse)? {
        guard let accepted, accepted.allowsNothing else { return nil }
        let refusal = Refusal(
            406, "nothing was processed: only gzip and identity are spoken here")
        var response = refusal.response
        response.fields.append("Vary", "Accept-Encoding")
        return (refusal, response)
    }

    /// The delivery with all that is complete in it encoded as the client wants it. Content that
    /// comes apart from its head is counted in bytes already, and goes out as it is.
    func encode(_ delivery: Delivery, for accepted: AcceptEncoding) -> Delivery {
        delivery.mapResponses { encode($0, for: accepted) }
    }

    private func encode(_ response: HTTPResponse, for accepted: AcceptEncoding) -> HTTPResponse {
        guard !response.body.isEmpty, response.fields["Content-Encoding"] == nil else {
            return response
        }
        var response = response
        let encodedBytesMin = accepted.allowsIdentity ? Self.encodedBytesMin : 1
        if accepted.prefersGzip,
            (encodedBytesMin...Self.encodedBytesMax).contains(response.body.count)
        {
            let isShared = !response.fields.list("Cache-Control", contains: "private")
            response.body = encode(
                response.body, tag: isShared ? response.fields["ETag"] : nil)
            response.fields.append("Content-Encoding", "gzip")
        }
        response.fields.append("Vary", "Accept-Encoding")
        return response
    }

    /// Encodes a body; one with an entity tag only once.
    private func encode(_ body: [UInt8], tag: String?) -> [UInt8] {
        if let tag, let known = encoded[tag] { return known }
        let made = encoder.encode(body)
        if let tag, encoded.count < Self.encodedMax { encoded[tag] = made }
        return made
    }

    private static func refusal(of error: GzipError) -> Refusal {
        switch error {
        case .tooLarge: Refusal(413, error.description)
        case .corrupt, .truncated: Refusal(400, error.description)
        }
    }
}
