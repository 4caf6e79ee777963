import HTTPMessages

extension HTTPResponse {
    /// Returns the answer to OPTIONS (RFC 9110 section 9.3.7).
    static func options(_ methods: [String]) -> HTTPResponse {
        HTTPResponse(status: 204, fields: ["Allow": methods.joined(separator: ", ")])
    }

    /// Returns the 405, which lists the allowed methods (RFC 9110 section 15.5.6).
    static func wrongMethod(
        _ request: HTTPRequest, _ route: Route, allowed: [String]
    ) -> HTTPResponse {
        var response = ErrorDetail.wrongMethod(request.method, allowed: allowed)
            .naming(MessageIDs(of: request, at: route.place)).response
        response.fields.append("Allow", allowed.joined(separator: ", "))
        return response
    }

    /// No operation has this path.
    static func unknownPath(_ request: HTTPRequest) -> HTTPResponse {
        ErrorDetail.unknownPath(request.path).naming(MessageIDs(of: request, at: nil)).response
    }
}
