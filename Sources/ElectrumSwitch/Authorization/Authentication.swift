import HTTPMessages
public import Scenarios

/// How messages must show who sends them.
public struct Authentication: Sendable {
    /// What is taken (contract.md section 1.2).
    public enum Scheme: String, Sendable, CaseIterable {
        /// Either of the others.
        case any
        /// User name and password (RFC 7617).
        case basic
        /// Access tokens (RFC 6749 and 6750).
        case oauth2
    }

    /// What is taken.
    public var scheme = Scheme.any
    /// Whether operations that only read, GET all of them, answer without Authorization.
    public var hasAnonymousReads = false
    /// How long an access token is good, on the sandbox clock.
    public var tokenLifetime = Timespan.seconds(3_600)
    /// Who is known; nil where every user name, password, client id and secret is good.
    public var known: KnownCredentials?

    /// Authorization on every operation, in either scheme.
    public init() {}

    /// The client that sends a request.
    ///
    /// - Parameters:
    ///   - reader: reads Basic credentials.
    ///   - holder: finds who holds an access token.
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

    /// The token of an `Authorization: Bearer` field (RFC 6750 section 2.1); nil when it is none.
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
    /// Those that the token stands for.
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
    /// The client that sends a message, or why that is not known.
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

    /// Who holds an access token.
    func holder(of token: String, at now: Instant) -> Tokens.Holder {
        withState(at: now) { state, elapsed in state.tokens.holder(of: token, at: elapsed) }
    }
}

extension Sandboxes {
    /// The user name of a message, or of a request for a token.
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
