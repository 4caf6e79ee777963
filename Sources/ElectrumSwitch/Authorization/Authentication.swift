import HTTPMessages
import Journal
package import Scenarios

/// The authentication that messages must show.
package struct Authentication: Sendable {
    /// The accepted schemes (contract.md section 1.2).
    package enum Scheme: String, Sendable, CaseIterable {
        /// Basic or OAuth2.
        case any
        /// User name and password (RFC 7617).
        case basic
        /// Access tokens (RFC 6749 and 6750).
        case oauth2
    }

    /// The accepted schemes.
    package var scheme = Scheme.any
    /// True if operations that only read, all of them GET, are answered without Authorization.
    package var hasAnonymousReads = false
    /// The validity of an access token, on the sandbox clock.
    package var tokenLifetime = Timespan.seconds(3_600)
    /// The known users and clients; nil if any user name, password, client id and secret is
    /// accepted.
    package var known: KnownCredentials?

    /// Requires Authorization on every operation, in either scheme.
    package init() {}

    /// Returns the client that sends a request.
    ///
    /// - Parameters:
    ///   - reader: reads Basic credentials.
    ///   - holder: returns the holder of an access token.
    func client(
        of request: HTTPRequest, for endpoint: Endpoint, by reader: CredentialsReader,
        holder: (_ token: String) -> Tokens.Holder
    ) throws(ErrorDetail) -> Credentials {
        guard let field = request.fields["Authorization"] else {
            guard hasAnonymousReads, !endpoint.hasBody else { throw .noAuthorization }
            return .none
        }
        if let credentials = reader.credentials(basic: field) {
            guard scheme != .oauth2 else { throw .otherScheme("Basic", wanted: "Bearer") }
            guard known == nil || knows(field) else { throw .wrongCredentials }
            return credentials
        }
        guard let token = Self.bearerToken(field) else { throw .unreadableAuthorization }
        guard scheme != .basic else { throw .otherScheme("Bearer", wanted: "Basic") }
        return try holder(token).credentials
    }

    /// Returns the token of an `Authorization: Bearer` field (RFC 6750 section 2.1); nil if it is
    /// not one.
    static func bearerToken(_ field: String) -> String? {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }

    private func knows(_ field: String) -> Bool {
        guard let known, let (user, all) = Credentials.split(field) else { return false }
        return known.hasUser(user, password: String(all.utf8.dropFirst(user.utf8.count + 1)) ?? "")
    }
}

extension Tokens.Holder {
    /// The credentials that the token represents.
    var credentials: Credentials {
        get throws(ErrorDetail) {
            switch self {
            case .known(let credentials): return credentials
            case .expired: throw .invalidToken("has expired")
            case .unknown: throw .invalidToken("is not known in this sandbox")
            }
        }
    }
}

extension Sandbox {
    /// Returns the client that sends a message, or the reason why it is not known.
    func client(of request: HTTPRequest, for endpoint: Endpoint, at now: Instant)
        -> Result<Credentials, ErrorDetail>
    {
        Result { () throws(ErrorDetail) in
            try setup.authentication.client(
                of: request, for: endpoint, by: setup.credentials
            ) { token in
                holder(of: token, at: now)
            }
        }
    }

    /// Returns the holder of an access token.
    func holder(of token: String, at now: Instant) -> Tokens.Holder {
        withState(at: now) { state, elapsed in state.tokens.holder(of: token, at: elapsed) }
    }
}

extension Sandboxes {
    /// Returns the user name of a message, or of a request for a token.
    func user(of request: HTTPRequest, at now: Instant) -> String {
        if let token = request.fields["Authorization"].flatMap(Authentication.bearerToken) {
            for sandbox in all {
                if case .known(let holder) = sandbox.holder(of: token, at: now) {
                    return holder.user
                }
            }
        }
        let form = try? TokenRequest.Parameters(of: request)
        return form?["username"] ?? Credentials.user(of: request)
    }
}
