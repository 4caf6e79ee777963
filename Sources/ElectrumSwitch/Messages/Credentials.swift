import HTTPMessages

/// HTTP Basic credentials (RFC 7617). The password is never checked; together with the user name
/// it keeps clients apart (contract.md section 4.1).
struct Credentials {
    /// The user name; `null` when there are no readable credentials, as the test server has it.
    let user: String
    /// Stands for the password, which is kept nowhere.
    let fingerprint: String

    /// What names the client's part of the ledger.
    var client: String { user + ":" + fingerprint }

    init(of request: HTTPRequest) {
        let text = Self.basic(request.fields["Authorization"]) ?? "null:"
        user = String(text.prefix { $0 != ":" })
        fingerprint = Fingerprint.text(of: text)
    }

    /// The credentials that a journal record tells of.
    init(user: String, fingerprint: String) {
        self.user = user
        self.fingerprint = fingerprint
    }

    private static func basic(_ value: String?) -> String? {
        guard let value else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic",
            let bytes = Base64.decode(parts[1])
        else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.contains(":") ? text : nil
    }
}
