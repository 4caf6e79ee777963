@testable import HTTPMessages

/// Everything that can be seen of a request, in a form short enough for a table.
struct SeenRequest: Sendable, Equatable {
    let method: String
    let target: String
    let path: String
    let query: String?
    let version: HTTPVersion
    /// Each header line as `NAME: VALUE`.
    let fields: [String]
    /// As Latin-1.
    let body: String
    /// Each trailer line as `NAME: VALUE`.
    let trailers: [String]
    let persists: Bool

    /// A request of a table; what is left out is as in
    /// `GET target HTTP/1.1`, `Host: h`, no content.
    init(
        _ method: String, _ target: String, path: String? = nil, query: String? = nil,
        version: HTTPVersion = .http11, fields: [String] = ["Host: h"], body: String = "",
        trailers: [String] = [], persists: Bool? = nil
    ) {
        self.method = method
        self.target = target
        self.path = path ?? target
        self.query = query
        self.version = version
        self.fields = fields
        self.body = body
        self.trailers = trailers
        self.persists = persists ?? (version == .http11)
    }

    /// A request that the parser has read.
    init(_ request: HTTPRequest) {
        method = request.method
        target = request.target
        path = request.path
        query = request.query
        version = request.version
        fields = request.fields.lines.map { "\($0.name): \($0.value)" }
        body = String(String.UnicodeScalarView(request.body.map { Unicode.Scalar($0) }))
        trailers = request.trailers.lines.map { "\($0.name): \($0.value)" }
        persists = request.persists
    }
}
