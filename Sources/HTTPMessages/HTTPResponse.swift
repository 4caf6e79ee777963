/// A response before it is framed: the exchange adds `Content-Length`, `Connection`, and
/// `Date` unless it is among the fields.
package struct HTTPResponse: Sendable, Equatable {
    /// The status code, 200…599.
    package var status: Int
    /// The header section without the fields that the exchange adds.
    package var fields: HTTPFields
    /// The content.
    package var body: [UInt8]

    /// A response with the given content.
    package init(status: Int, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// A response with a text for people.
    package init(status: Int, text: String) {
        self.init(
            status: status, fields: ["Content-Type": "text/plain; charset=utf-8"],
            body: Array(text.utf8))
    }

    /// Returns the reason phrase of a status code (RFC 9110 section 15); empty if it has none.
    package static func reasonPhrase(_ status: Int) -> String {
        reasonPhrases[status] ?? ""
    }

    static let reasonPhrases: [Int: String] = [
        100: "Continue", 102: "Processing",
        200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
        301: "Moved Permanently", 302: "Found", 304: "Not Modified", 307: "Temporary Redirect",
        400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout",
        409: "Conflict", 410: "Gone", 411: "Length Required", 413: "Content Too Large",
        414: "URI Too Long", 415: "Unsupported Media Type", 417: "Expectation Failed",
        421: "Misdirected Request",
        422: "Unprocessable Content", 426: "Upgrade Required", 429: "Too Many Requests",
        431: "Request Header Fields Too Large",
        500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
        503: "Service Unavailable", 504: "Gateway Timeout", 505: "HTTP Version Not Supported",
    ]
}
