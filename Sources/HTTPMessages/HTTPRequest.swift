/// A request that has arrived completely and is well formed (RFC 9112). It never changes; all who
/// work on it share it.
public final class HTTPRequest: Sendable, Equatable {
    /// The method, case-sensitive (RFC 9110 section 9.1).
    public let method: String
    /// The request target as it was sent.
    public let target: String
    /// The path of the target, still percent-encoded; `*` in the asterisk form.
    public let path: String
    /// What follows the first `?` of the target, still percent-encoded.
    public let query: String?
    /// The version that the client speaks.
    public let version: HTTPVersion
    /// The header section.
    public let fields: HTTPFields
    /// The content, with the transfer coding removed.
    public let body: [UInt8]
    /// The trailer section of a chunked body, kept apart from the header (RFC 9110 section 6.5.1).
    public let trailers: HTTPFields

    /// A request made by hand, as tests and in-process callers need it.
    public convenience init(
        method: String, target: String, version: HTTPVersion = .http11,
        fields: HTTPFields = HTTPFields(), body: [UInt8] = [], trailers: HTTPFields = HTTPFields()
    ) {
        let line = RequestLine(
            method: method, target: target, resource: target[...], version: version)
        self.init(line, fields, body: body, trailers: trailers)
    }

    /// A request from its parts.
    init(_ line: RequestLine, _ fields: HTTPFields, body: [UInt8], trailers: HTTPFields) {
        method = line.method
        target = line.target
        path = line.path
        query = line.query
        version = line.version
        self.fields = fields
        self.body = body
        self.trailers = trailers
    }

    /// The same request with another body, as when a content coding has been removed.
    public init(_ request: HTTPRequest, body: [UInt8]) {
        method = request.method
        target = request.target
        path = request.path
        query = request.query
        version = request.version
        fields = request.fields
        self.body = body
        trailers = request.trailers
    }

    /// Whether two requests say the same.
    public static func == (left: HTTPRequest, right: HTTPRequest) -> Bool {
        left.method == right.method && left.target == right.target && left.path == right.path
            && left.query == right.query && left.version == right.version
            && left.fields == right.fields && left.body == right.body
            && left.trailers == right.trailers
    }

    /// Whether the client wants the connection to stay open (RFC 9112 section 9.3).
    var persists: Bool {
        if fields.list("Connection", contains: "close") { return false }
        return version == .http11 || fields.list("Connection", contains: "keep-alive")
    }
}
