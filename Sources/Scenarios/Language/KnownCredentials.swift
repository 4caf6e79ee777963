/// The users and the OAuth2 clients that a mock knows, read from a file.
package struct KnownCredentials: Sendable, Equatable {
    private var passwords: [String: String] = [:]
    private var secrets: [String: String] = [:]

    /// Reads `users: {NAME: PASSWORD}` and `clients: {ID: SECRET}`; `file` is what diagnostics call
    /// the text.
    /// - Throws: every mistake of the text.
    package init(yaml: String, file: String) throws(Diagnostics) {
        self = try YAMLText.read(yaml, file: file, Self.decoder, Reading())
    }

    /// Reads the file at a path.
    /// - Throws: every mistake of the file, or that it cannot be read.
    package init(file: String) throws(Diagnostics) {
        let text: String
        do throws(Disk.Failure) {
            text = try Disk.text(of: file)
        } catch {
            throw Diagnostics(list: [Diagnostic(file: file, message: error.reason)])
        }
        try self.init(yaml: text, file: file)
    }

    private init() {}

    /// Returns true if there is such a user.
    package func hasUser(_ name: String, password: String) -> Bool { passwords[name] == password }

    /// Returns true if there is such an OAuth2 client.
    package func hasClient(_ id: String, secret: String) -> Bool { secrets[id] == secret }

    static let keys = Keys("The file of `--credentials`", of: KnownCredentials()) {
        Key(
            "users", \.passwords, texts("The user's password."), isRequired: true,
            "The passwords of users, by their names, which are client ids.")
        Key(
            "clients", \.secrets, texts("The client's secret."),
            "The secrets of OAuth2 clients, by their ids.")
    }

    private static let decoder = keys.decoder

    private static func texts(_ doc: String) -> Decoder<[String: String]> {
        Keys(of: [:]) {
            Key(beginningWith: "", Decoder<String>.text, doc) { texts, name, text in
                texts[name] = text
            }
        }.decoder
    }
}
