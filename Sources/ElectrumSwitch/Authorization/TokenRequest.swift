import HTTPMessages
import JSONTree
import Scenarios

/// A request for an access token (RFC 6749 sections 4.3.2 and 6).
struct TokenRequest {
    enum Grant {
        case password(Credentials)
        case refreshToken(String, of: Credentials)
    }

    let grant: Grant
    let clientID: String
    let scope: String?

    /// The credentials of the requester.
    var credentials: Credentials {
        switch grant {
        case .password(let credentials), .refreshToken(_, let credentials): credentials
        }
    }

    /// - Parameter holder: returns the credentials of a refresh token.
    init(
        _ parameters: Parameters, of request: HTTPRequest, authentication: Authentication,
        reader: CredentialsReader,
        holder: (_ refreshToken: String, _ clientID: String) -> Credentials?
    ) throws(TokenError) {
        let (clientID, secret) = try Self.client(of: request, parameters)
        guard authentication.known?.hasClient(clientID, secret: secret) ?? true else {
            throw .invalidClient("the client id or its secret is wrong")
        }
        self.clientID = clientID
        guard authentication.scheme != .basic else {
            throw TokenError("unauthorized_client", "this mock takes Basic alone (--auth basic)")
        }
        scope = parameters["scope"]
        if let scope, !Self.isScope(scope) {
            throw TokenError("invalid_scope", "scope is not a list of scope tokens")
        }
        switch try parameters.required("grant_type") {
        case "password":
            let user = try parameters.required("username")
            let password = try parameters.required("password")
            guard authentication.known?.hasUser(user, password: password) ?? true else {
                throw TokenError("invalid_grant", "the user name or the password is wrong")
            }
            grant = .password(reader.credentials(user: user, password: password))
        case "refresh_token":
            let token = try parameters.required("refresh_token")
            guard let credentials = holder(token, clientID) else {
                throw TokenError(
                    "invalid_grant", "the refresh token is not known, or another client's")
            }
            grant = .refreshToken(token, of: credentials)
        case let other:
            throw TokenError(
                "unsupported_grant_type",
                "grant_type must be password or refresh_token, not \(other.prefix(40))")
        }
    }

    /// Reads the client's credentials, in the body or as Basic, not both (RFC 6749 section 2.3.1).
    private static func client(
        of request: HTTPRequest, _ parameters: Parameters
    ) throws(TokenError) -> (id: String, secret: String) {
        if let field = request.fields["Authorization"] {
            guard parameters["client_secret"] == nil else {
                throw TokenError(
                    "invalid_request", "the client shows its secret in two ways; one is needed")
            }
            let parts = Credentials.userAndPassword(field)?
                .split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                .map { PercentEncoding.decode(formValue: $0) }
            guard let parts, let id = parts[0], let secret = parts[1], !id.isEmpty else {
                throw .invalidClient("Authorization is not Basic with client id and secret")
            }
            return (id, secret)
        }
        guard let id = parameters["client_id"], let secret = parameters["client_secret"] else {
            throw .invalidClient(
                "client_id and client_secret are needed, in the body or as Basic")
        }
        return (id, secret)
    }

    /// Returns true for a valid scope (RFC 6749 section 3.3).
    private static func isScope(_ text: String) -> Bool {
        text.split(separator: " ", omittingEmptySubsequences: false).allSatisfy { token in
            !token.isEmpty
                && token.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        }
    }
}

extension TokenRequest {
    /// The parameters of a token request; one without a value counts as absent, and unknown ones
    /// are ignored (RFC 6749 section 3.2).
    struct Parameters {
        private(set) var members = JSONObject()

        init(of request: HTTPRequest) throws(TokenError) {
            let type = request.fields["Content-Type"]?.prefix { $0 != ";" && $0 != " " }
                .lowercased()
            guard type == "application/x-www-form-urlencoded" else {
                throw TokenError(
                    "invalid_request", "Content-Type must be application/x-www-form-urlencoded")
            }
            let text = String(decoding: request.body, as: UTF8.self)
            for pair in text.split(separator: "&") {
                let parts = pair.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard let name = PercentEncoding.decode(formValue: parts[0]),
                    let value = parts.count == 2 ? PercentEncoding.decode(formValue: parts[1]) : ""
                else {
                    throw TokenError("invalid_request", "the form is not percent-encoded UTF-8")
                }
                guard Self.names.contains(name), !value.isEmpty else { continue }
                guard members[name] == nil else {
                    throw TokenError("invalid_request", "\(name) is given twice")
                }
                members.append(name, .string(value))
            }
        }

        subscript(name: String) -> String? { members[name]?.text }

        func required(_ name: String) throws(TokenError) -> String {
            guard let value = self[name] else {
                throw TokenError("invalid_request", "\(name) is missing")
            }
            return value
        }

        private static let names: Set<String> = [
            "grant_type", "username", "password", "client_id", "client_secret", "refresh_token",
            "scope",
        ]
    }
}
