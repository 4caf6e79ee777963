import HTTPMessages

/// The origins whose pages may act as tills (Fetch standard, "CORS protocol"). This opens only the
/// operations of tills.
struct CrossOrigin: Sendable {
    private let origins: Set<String>
    private let allowsAll: Bool

    private static let requestFields = "Authorization, Content-Type, X-Sandbox"
    private static let responseFields = "Location, WWW-Authenticate"

    /// Nil without any origin.
    init?(_ origins: [String]) {
        guard !origins.isEmpty else { return nil }
        self.origins = Set(origins.map { $0.lowercased() })
        allowsAll = origins.contains("*")
    }

    /// Returns true if the page that sent a request may read the answer.
    func allows(_ request: HTTPRequest) -> Bool {
        let asking = request.fields.values("Origin")
        return asking.count == 1 && (allowsAll || origins.contains(asking[0].lowercased()))
    }

    /// Returns the fields that are added to the answer of a request.
    func fields(for request: HTTPRequest) -> HTTPFields {
        var fields: HTTPFields = ["Vary": "Origin"]
        guard allows(request), let origin = request.fields["Origin"] else { return fields }
        fields.append("Access-Control-Allow-Origin", origin)
        fields.append("Access-Control-Expose-Headers", Self.responseFields)
        return fields
    }

    /// Returns the answer to a preflight request of a browser; nil for any other request.
    ///
    /// - Parameter methods: those of the path; empty for an unknown path, so that the page can see
    ///   the 404.
    func preflight(_ request: HTTPRequest, methods: [String]) -> HTTPResponse? {
        guard request.method == "OPTIONS", allows(request),
            let asked = request.fields["Access-Control-Request-Method"]
        else { return nil }
        var fields = fields(for: request)
        fields.append(
            "Access-Control-Allow-Methods",
            methods.isEmpty ? asked : methods.joined(separator: ", "))
        let more = request.fields["Access-Control-Request-Headers"].map { ", \($0)" } ?? ""
        fields.append("Access-Control-Allow-Headers", Self.requestFields + more)
        fields.append("Access-Control-Max-Age", "600")
        if request.fields["Access-Control-Request-Private-Network"] != nil {
            fields.append("Access-Control-Allow-Private-Network", "true")
        }
        return HTTPResponse(status: 204, fields: fields)
    }
}
