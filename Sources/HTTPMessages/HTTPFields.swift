/// One header or trailer field line (RFC 9110 section 5).
public struct HTTPField: Sendable, Equatable {
    /// The name as it was sent; names compare case-insensitively.
    public let name: String
    /// The value without surrounding white space; bytes above 0x7F stand as Latin-1, here and on
    /// the wire.
    public let value: String

    /// A field line.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether the field has this name; case does not matter (RFC 9110 section 5.1).
    public func isNamed(_ other: String) -> Bool {
        // Most names differ in length already, and most clients spell them alike.
        name.utf8.count == other.utf8.count
            && (name == other || ASCII.equalIgnoringCase(name, other))
    }

    /// The members of a comma-separated list, white space trimmed, empty ones left out.
    var members: [Substring] {
        value.split(separator: ",").map { ASCII.trimmed($0) }.filter { !$0.isEmpty }
    }
}

/// Field lines in the order they were sent. Never a dictionary: two `Content-Length` lines must
/// stay two.
public struct HTTPFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// The lines, in order.
    public private(set) var lines: [HTTPField]

    /// No fields, or the given lines.
    public init(_ lines: [HTTPField] = []) {
        self.lines = lines
    }

    /// Lines in the order they are written.
    public init(dictionaryLiteral elements: (String, String)...) {
        lines = elements.map { HTTPField($0.0, $0.1) }
    }

    /// The value of the first line with this name.
    public subscript(name: String) -> String? {
        lines.first { $0.isNamed(name) }?.value
    }

    /// The values of every line with this name, in order.
    public func values(_ name: String) -> [String] {
        lines.lazy.filter { $0.isNamed(name) }.map(\.value)
    }

    /// How many lines have this name.
    func count(_ name: String) -> Int {
        lines.count { $0.isNamed(name) }
    }

    /// Adds a line at the end.
    public mutating func append(_ name: String, _ value: String) {
        lines.append(HTTPField(name, value))
    }

    /// Replaces every line of this name by one.
    public mutating func set(_ name: String, _ value: String) {
        lines.removeAll { $0.isNamed(name) }
        append(name, value)
    }

    /// The members of a comma-separated list over all lines of this name, white space trimmed,
    /// empty members left out (RFC 9110 section 5.6.1.2).
    public func list(_ name: String) -> [Substring] {
        lines.lazy.filter { $0.isNamed(name) }.flatMap(\.members)
    }

    /// Whether the list of this name holds the token; case does not matter.
    public func list(_ name: String, contains token: String) -> Bool {
        lines.contains { field in
            field.isNamed(name)
                && field.members.contains { ASCII.equalIgnoringCase($0, token) }
        }
    }
}
