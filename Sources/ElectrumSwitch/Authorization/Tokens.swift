import Vocabulary

/// The tokens granted by one sandbox (RFC 6749). Like voucher codes they are drawn from the seed,
/// the sandbox and the user, so the same requests get the same tokens: in a mock they protect
/// nothing.
struct Tokens {
    /// The holder of a token.
    enum Holder {
        case known(Credentials)
        case expired
        case unknown
    }

    /// The tokens granted to a request.
    struct Grant {
        let accessToken: String
        let refreshToken: String
    }

    /// The most tokens of each kind that a sandbox keeps; the oldest are forgotten first.
    static let tokensMax = 10_000

    private struct Access {
        let credentials: Credentials
        let expiresAt: SandboxTime
    }

    private struct Refresh {
        let credentials: Credentials
        /// The OAuth2 client that it was granted to.
        let clientID: String
    }

    private let seed: UInt64
    private let sandbox: String
    private var accesses = Bounded<Access>()
    private var refreshes = Bounded<Refresh>()
    private var counts = Bounded<Int>()

    init(seed: UInt64, sandbox: String) {
        self.seed = seed
        self.sandbox = sandbox
    }

    /// Returns the holder of an access token.
    func holder(of token: String, at time: SandboxTime) -> Holder {
        guard let access = accesses[token] else { return .unknown }
        return time < access.expiresAt ? .known(access.credentials) : .expired
    }

    /// Returns the credentials of a refresh token; nil if it is unknown or another client's.
    func holder(ofRefreshToken token: String, client clientID: String) -> Credentials? {
        refreshes[token].flatMap { $0.clientID == clientID ? $0.credentials : nil }
    }

    /// Grants an access token, and a refresh token unless there is one.
    mutating func grant(
        to credentials: Credentials, client clientID: String, refreshToken known: String?,
        until expiresAt: SandboxTime
    ) -> Grant {
        let number = (counts[credentials.client] ?? 0) + 1
        counts.set(number, for: credentials.client)
        let access = drawn("access", credentials.user, number)
        accesses.set(Access(credentials: credentials, expiresAt: expiresAt), for: access)
        let refresh = known ?? drawn("refresh", credentials.user, number)
        if known == nil {
            refreshes.set(Refresh(credentials: credentials, clientID: clientID), for: refresh)
        }
        return Grant(accessToken: access, refreshToken: refresh)
    }

    /// Removes the tokens of a client.
    mutating func forget(client: String) {
        accesses.removeAll { $0.credentials.client == client }
        refreshes.removeAll { $0.credentials.client == client }
    }

    private func drawn(_ kind: String, _ user: String, _ number: Int) -> String {
        var draw = Draw(seed: seed, purpose: "token", text: "\(kind) \(number) \(sandbox) \(user)")
        return draw.text(40, from: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    }
}

/// A dictionary of limited size that drops its oldest entries.
private struct Bounded<Value> {
    private var values: [String: Value] = [:]
    private var order: [String] = []

    subscript(key: String) -> Value? { values[key] }

    mutating func set(_ value: Value, for key: String) {
        if values.updateValue(value, forKey: key) == nil { order.append(key) }
        // In large steps: each moves the whole list.
        guard order.count > Tokens.tokensMax else { return }
        let count = Tokens.tokensMax / 10
        for key in order.prefix(count) { values[key] = nil }
        order.removeFirst(count)
    }

    mutating func removeAll(where isUnwanted: (Value) -> Bool) {
        values = values.filter { !isUnwanted($0.value) }
        order.removeAll { values[$0] == nil }
    }
}
