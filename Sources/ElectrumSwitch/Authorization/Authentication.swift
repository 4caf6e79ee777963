import HTTPMessages
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
    package var tokenLifetime = Duration.seconds(3_600)
    /// The known users and clients; nil if any user name, password, client id and secret is
    /// accepted.
    package var known: KnownCredentials?

    /// Requires Authorization on every operation, in either scheme.
    package init() {}

    /// Returns the client that sends a request.
    ///
    /// - Parameters:
    ///   - isRead: true for an operation that only reads.
    ///   - reader: reads Basic credentials.
    ///   - holder: returns the holder of an access token.
    func client(
        of request: HTTPRequest, isRead: Bool, by reader: CredentialsReader,
        holder: (_ token: String) -> Tokens.Holder
    ) throws(ErrorDetail) -> Credentials {
        guard let field = request.fields["Authorization"] else {
            guard hasAnonymousReads, isRead else { throw .noAuthorization }
            return .none
        }
        if let credentials = reader.credentials(basic: field) {
            guard scheme != .oauth2 else { throw .otherScheme("Basic", wanted: "Bearer") }
            guard known == nil || knows(field) else { throw .wrongCredentials }
            return credentials
        }
        guard let token = Credentials.bearerToken(field) else { throw .unreadableAuthorization }
        guard scheme != .basic else { throw .otherScheme("Bearer", wanted: "Basic") }
        return try holder(token).credentials
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
