import HTTPMessages

/// HTTP Basic credentials (RFC 7617). The password is never checked; together with the user name
/// it keeps clients apart (contract.md section 4.1).
struct Credentials {
    /// The user name; `null` when there are no readable credentials, as the test server has it.
    let user: String
    /// Stands for the password, which is kept nowhere.
    let fingerprint: String

    /// What names the client's part of the ledger.
    let client: String

    init(of request: HTTPRequest) {
        let text = Self.basic(request.fields["Authorization"]) ?? "null:"
        let colon = text.utf8.firstIndex(of: Self.colon) ?? text.endIndex
        self.init(user: String(text[..<colon]), fingerprint: Fingerprint.text(of: text))
    }

    /// The credentials that a journal record tells of.
    init(user: String, fingerprint: String) {
        self.user = user
        self.fingerprint = fingerprint
        client = user + ":" + fingerprint
    }

    private static let colon = UInt8(ascii: ":")

    /// User name and password with the colon between them.
    private static func basic(_ value: String?) -> String? {
        guard let value, let space = value.utf8.firstIndex(of: UInt8(ascii: " ")),
            value[..<space] == "Basic" || value[..<space].lowercased() == "basic",
            let text = Base64.decode(value.utf8[space...].drop { $0 == UInt8(ascii: " ") }),
            text.contains(colon)
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}
