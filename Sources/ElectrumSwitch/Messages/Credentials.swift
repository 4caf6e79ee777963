import HTTPMessages
import Journal
import Vocabulary

/// HTTP Basic credentials (RFC 7617). Together with the user name the password keeps clients apart
/// (contract.md section 4.1).
struct Credentials {
    /// The user name; `null` when there are no readable credentials, as the test server has it.
    let user: String
    /// A fingerprint of the password, which itself is not kept.
    let fingerprint: String

    /// The name of the client's part of the ledger.
    let client: String

    /// The credentials of a request that brings none, or none that can be read.
    static let none = Credentials(user: "null", fingerprint: "000000")

    /// Reads the credentials in a journal record.
    init(user: String, fingerprint: String) {
        self.user = user
        self.fingerprint = fingerprint
        client = RecordedClient(name: user, credentials: fingerprint).key
    }

    /// Returns the user name of a request, authorised or not.
    static func user(of request: HTTPRequest) -> String {
        request.fields["Authorization"].flatMap(split)?.user ?? none.user
    }

    /// Returns the token of an `Authorization: Bearer` field (RFC 6750 section 2.1; behind any
    /// number of spaces, RFC 9110 section 11.4); nil if it is not one.
    static func bearerToken(_ field: String) -> String? {
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1].drop { $0 == " " })
    }

    /// Returns true if a user name is certainly that of an institution (contract.md section 2.13).
    /// Any other may be a password, sent by a client that has swapped the two.
    static func isInstitution(_ user: String) -> Bool {
        (1...11).contains(user.utf8.count)
            && user.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Splits the value of an `Authorization: Basic` field; nil if it is not one.
    static func split(_ field: String) -> (user: String, all: String)? {
        guard let text = userAndPassword(field),
            let colon = text.utf8.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return (String(text[..<colon]), text)
    }

    /// Returns user name and password with the colon between them.
    static func userAndPassword(_ value: String) -> String? {
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
