/// A request before it is sent.
package struct TillRequest: Sendable {
    /// The method.
    package var method: String
    /// The whole path with the query.
    package var target: String
    /// The header lines, without Host and the length.
    package var lines: [String]
    /// Nil for a request without one.
    package var body: String?

    /// A request with these parts.
    package init(_ method: String, _ target: String, lines: [String], body: String? = nil) {
        self.method = method
        self.target = target
        self.lines = lines
        self.body = body
    }

    /// The request in HTTP/1.1.
    package var text: String {
        let length = body.map { ["Content-Length: \($0.utf8.count)"] } ?? []
        let head = ["\(method) \(target) HTTP/1.1", "Host: localhost"] + lines + length
        return head.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    }
}

/// The way of a till to the switch: over a socket, or to a switch in the same process.
package protocol TillTransport {
    /// Sends a request and returns its answer; throws when there is none.
    func exchange(_ request: TillRequest) throws -> WireResponse
}

extension WireClient: TillTransport {
    /// Sends a request and reads its response.
    package func exchange(_ request: TillRequest) throws -> WireResponse {
        try exchange(request.text)
    }
}
