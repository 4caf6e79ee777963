import HTTPMessages
import JSONTree

/// A reason why no token is granted (RFC 6749 section 5.2).
struct TokenError: Error {
    let status: Int
    let code: String
    let description: String

    init(_ code: String, _ description: String, status: Int = 400) {
        self.status = status
        self.code = code
        self.description = description
    }

    static func invalidClient(_ description: String) -> TokenError {
        TokenError("invalid_client", description, status: 401)
    }

    var response: HTTPResponse {
        var response = HTTPResponse(
            tokenAnswer: [
                "error": .string(code), "error_description": .string(description),
            ], status: status)
        if status == 401 {
            response.fields.append("WWW-Authenticate", #"Basic realm="electrum-mock""#)
        }
        return response
    }
}

extension HTTPResponse {
    /// A response that no cache may store (RFC 6749 section 5.1).
    init(tokenAnswer json: JSON, status: Int) {
        self.init(status: status, json: json)
        fields.append("Cache-Control", "no-store")
        fields.append("Pragma", "no-cache")
    }
}
