import Synchronization

/// Reads credentials, those of a client only once: the fingerprint of a password may take longer
/// than a hundred messages.
final class CredentialsReader: Sendable {
    /// Makes the fingerprint of a secret.
    let fingerprint: @Sendable (String) -> String

    private let known = Mutex<[String: Credentials]>([:])

    /// Enough for the clients of any test; more than these are read anew.
    private static let knownMax = 4_096
    /// So few that `client` is no longer than the fifteen bytes that a string holds in place when
    /// user names have eight digits, as Electrum's have: every transaction keeps one.
    private static let fingerprintDigits = 6

    init(fingerprint: @escaping @Sendable (String) -> String = Fingerprint.inMemory) {
        self.fingerprint = fingerprint
    }

    /// Those of an `Authorization: Basic` field; nil when it is none.
    func credentials(basic field: String) -> Credentials? {
        if let credentials = known.withLock({ $0[field] }) { return credentials }
        guard let (user, all) = Credentials.split(field) else { return nil }
        let credentials = credentials(user: user, all: all)
        known.withLock { known in
            if known.count >= Self.knownMax { known = [:] }
            known[field] = credentials
        }
        return credentials
    }

    /// Those of a user who has shown the password in another way.
    func credentials(user: String, password: String) -> Credentials {
        credentials(user: user, all: user + ":" + password)
    }

    private func credentials(user: String, all: String) -> Credentials {
        Credentials(
            user: user, fingerprint: String(fingerprint(all).prefix(Self.fingerprintDigits)))
    }
}
