import Synchronization

/// Reads credentials and makes fingerprints, each only once: that of a password or a code may take
/// longer than a hundred messages.
final class CredentialsReader: Sendable {
    /// Returns the fingerprint of a secret.
    private let fingerprint: @Sendable (String) -> String

    private let known = Mutex<[String: Credentials]>([:])
    private let codes = Mutex<[String: String]>([:])

    /// The most clients that are kept; more are read each time.
    private static let knownMax = 4_096
    /// Longer than any code of the providers.
    private static let codeBytesMax = 64
    /// The number of digits: so few that `client` fits the fifteen bytes that a string stores
    /// inline when user names have eight digits, as Electrum's have. Every transaction keeps one.
    private static let fingerprintDigits = 6

    init(fingerprint: @escaping @Sendable (String) -> String = Fingerprint.inMemory) {
        self.fingerprint = fingerprint
    }

    /// Reads an `Authorization: Basic` field; nil if it is not one.
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

    /// Returns true if the credentials of an `Authorization` field take no time any more.
    func isReady(for field: String) -> Bool {
        known.withLock { $0[field] != nil } || Credentials.split(field) == nil
    }

    /// The fingerprint of a voucher's code.
    func fingerprint(ofCode code: String) -> String {
        if let fingerprint = codes.withLock({ $0[code] }) { return fingerprint }
        let made = fingerprint(code)
        guard code.utf8.count <= Self.codeBytesMax else { return made }
        codes.withLock { codes in
            if codes.count >= Self.knownMax { codes = [:] }
            codes[code] = made
        }
        return made
    }

    /// Returns true if the fingerprint of a code takes no time any more, or will again.
    func isReady(forCode code: String) -> Bool {
        code.utf8.count > Self.codeBytesMax || codes.withLock { $0[code] != nil }
    }

    /// Makes the credentials of a user whose password came in another way.
    func credentials(user: String, password: String) -> Credentials {
        credentials(user: user, all: user + ":" + password)
    }

    private func credentials(user: String, all: String) -> Credentials {
        Credentials(
            user: user, fingerprint: String(fingerprint(all).prefix(Self.fingerprintDigits)))
    }
}
