import HTTPMessages
import JSONTree

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

extension ErrorDetail {
    /// The error for a path without an operation.
    fileprivate static func unknownPath(_ path: String) -> ErrorDetail {
        // Behind the root nobody can tell where the name of a scenario ends.
        let hint = path.contains(";scenario=") ? " A / in the scenario's name is written %2F." : ""
        let text = "There is nothing at \(path); the operations are \(RouteTable.summary).\(hint)"
        return ErrorDetail(
            404, "FUNCTION_NOT_SUPPORTED", "No such operation.",
            detail: ["freeString": .string(text)])
    }

    /// The error for a method that the operation does not have.
    fileprivate static func wrongMethod(_ method: String, allowed: [String]) -> ErrorDetail {
        let text = "\(method) is not possible here, only \(allowed.joined(separator: ", "))."
        return ErrorDetail(
            405, "FUNCTION_NOT_SUPPORTED", "No such operation.",
            detail: ["freeString": .string(text)])
    }
}
