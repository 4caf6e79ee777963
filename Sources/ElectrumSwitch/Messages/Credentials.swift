import HTTPMessages

/// HTTP Basic credentials (RFC 7617). Together with the user name the password keeps clients apart
/// (contract.md section 4.1).
struct Credentials {
    /// The user name; `null` when there are no readable credentials, as the test server has it.
    let user: String
    /// Stands for the password, which is kept nowhere.
    let fingerprint: String

    /// What names the client's part of the ledger.
    let client: String

    /// Those of an `Authorization: Basic` field; nil when it is none.
    init?(basic field: String) {
        guard let text = Self.userAndPassword(field) else { return nil }
        self.init(userAndPassword: text)
    }

    /// Those of a request whose user name is wanted, whatever it may do.
    init(of request: HTTPRequest) {
        self = request.fields["Authorization"].flatMap(Credentials.init(basic:)) ?? .none
    }

    /// Those of a request that brings none, or none that can be read.
    static let none = Credentials(userAndPassword: "null:")

    private init(userAndPassword text: String) {
        let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
        self.init(
            user: String(text[..<colon]),
            fingerprint: Fingerprint.text(of: text, digits: Self.fingerprintDigits))
    }

    /// So few that `client` is no longer than the fifteen bytes that a string holds in place when
    /// user names have eight digits, as Electrum's have: every transaction keeps one.
    private static let fingerprintDigits = 6

    /// The credentials that a journal record tells of.
    init(user: String, fingerprint: String) {
        self.user = user
        self.fingerprint = fingerprint
        client = user + ":" + fingerprint
    }

    /// User name and password with the colon between them.
    private static func userAndPassword(_ value: String) -> String? {
        var value = value
        let text = value.withUTF8 { utf8 -> [UInt8]? in
            let scheme = utf8.prefix { $0 != space }
            guard scheme.elementsEqual("Basic".utf8, by: { $0 | 0x20 == $1 | 0x20 }) else {
                return nil
            }
            return Base64.decode(
                UnsafeBufferPointer(rebasing: utf8[scheme.endIndex...].drop { $0 == space }))
        }
        guard let text, text.contains(UInt8(ascii: ":")) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    private static let space = UInt8(ascii: " ")
}
