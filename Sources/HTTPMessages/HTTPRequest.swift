/// A request that has arrived completely and is well formed (RFC 9112).
public struct HTTPRequest: Sendable, Equatable {
    /// The method, case-sensitive (RFC 9110 section 9.1).
    public var method: String
    /// The request target as it was sent.
    public var target: String
    /// The path of the target, still percent-encoded; `*` in the asterisk form.
    public var path: String
    /// What follows the first `?` of the target, still percent-encoded.
    public var query: String?
    /// The version that the client speaks.
    public var version: HTTPVersion
    /// The header section.
    public var fields: HTTPFields
    /// The content, with the transfer coding removed.
    public var body: [UInt8]
    /// The trailer section of a chunked body, kept apart from the header (RFC 9110 section 6.5.1).
    public var trailers: HTTPFields

    /// A request made by hand, as tests and in-process callers need it.
    public init(
        method: String, target: String, version: HTTPVersion = .http11, fields: HTTPFields = [:],
        body: [UInt8] = [], trailers: HTTPFields = [:]
    ) {
        self.init(method: method, target: target, resource: target[...], version: version)
        self.fields = fields
        self.body = body
        self.trailers = trailers
    }

    /// The first line of a request; `resource` is the target without scheme and authority.
    init(method: String, target: String, resource: Substring, version: HTTPVersion) {
        self.method = method
        self.target = target
        if let mark = resource.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = String(resource[..<mark])
            query = String(resource[resource.utf8.index(after: mark)...])
        } else {
            path = String(resource)
            query = nil
        }
        self.version = version
        fields = [:]
        body = []
        trailers = [:]
    }

    /// Whether the client wants the connection to stay open (RFC 9112 section 9.3).
    var persists: Bool {
        if fields.list("Connection", contains: "close") { return false }
        return version == .http11 || fields.list("Connection", contains: "keep-alive")
    }
}
