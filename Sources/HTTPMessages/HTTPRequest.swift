/// A complete, well-formed request (RFC 9112). It is immutable and shared by everything that
/// handles it.
package final class HTTPRequest: Sendable, Equatable {
    private let line: RequestLine
    /// The header section.
    package let fields: HTTPFields
    /// The content, with the transfer coding removed.
    package let body: [UInt8]
    /// The trailer section of a chunked body, kept apart from the header (RFC 9110 section 6.5.1).
    package let trailers: HTTPFields

    /// The method, case-sensitive (RFC 9110 section 9.1).
    package var method: String { line.method }
    /// The request target as it was sent.
    package var target: String { line.target }
    /// For whom the request is meant: host and port of the target, or else of `Host` (RFC 9112
    /// section 3.2.2); nil in HTTP/1.0 without either.
    package var authority: String? { line.authority ?? fields["Host"] }
    /// The path of the target, still percent-encoded; `*` in the asterisk form.
    package var path: String { line.path }
    /// The part of the target after the first `?`, still percent-encoded.
    package var query: String? { line.query }
    /// The version that the client speaks.
    package var version: HTTPVersion { line.version }

    /// A request from its parts.
    init(_ line: RequestLine, _ fields: HTTPFields, body: [UInt8], trailers: HTTPFields) {
        self.line = line
        self.fields = fields
        self.body = body
        self.trailers = trailers
    }

    /// A request made in code, as tests and in-process callers need it.
    package convenience init(
        method: String, target: String, version: HTTPVersion = .http11,
        fields: HTTPFields = HTTPFields(), body: [UInt8] = [], trailers: HTTPFields = HTTPFields()
    ) {
        let line = RequestLine(
            method: method, target: target, resource: target[...], version: version)
        self.init(line, fields, body: body, trailers: trailers)
    }

    /// The same request with another body, for example after decoding a content coding.
    package convenience init(_ request: HTTPRequest, body: [UInt8]) {
        self.init(request.line, request.fields, body: body, trailers: request.trailers)
    }

    /// Returns true if two requests are equal.
    package static func == (left: HTTPRequest, right: HTTPRequest) -> Bool {
        left.method == right.method && left.target == right.target
            && left.version == right.version && left.fields == right.fields
            && left.body == right.body && left.trailers == right.trailers
    }

    /// True if the client wants the connection to stay open (RFC 9112 section 9.3).
    var persists: Bool {
        if fields.list("Connection", contains: "close") { return false }
        return version == .http11 || fields.list("Connection", contains: "keep-alive")
    }
}
