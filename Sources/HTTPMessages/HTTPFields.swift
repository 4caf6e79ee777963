/// One header or trailer field line (RFC 9110 section 5).
package struct HTTPField: Sendable, Equatable {
    /// The name as it was sent; names compare case-insensitively.
    package let name: String
    /// The value without surrounding white space; bytes above 0x7F stand as Latin-1, here and on
    /// the wire.
    package let value: String

    /// A field line.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Returns true if the field has this name, ignoring case (RFC 9110 section 5.1).
    package func isNamed(_ other: String) -> Bool {
        // Most names differ in length already, and most clients spell them alike.
        name.utf8.count == other.utf8.count
            && (name == other || ASCII.equalIgnoringCase(name, other))
    }

    /// The members of a comma-separated list, trimmed, without empty ones.
    var members: [Substring] {
        value.split(separator: ",").map { ASCII.trimmed($0) }.filter { !$0.isEmpty }
    }
}

/// Field lines in the order they were sent. Never a dictionary: two `Content-Length` lines must
/// stay two.
package struct HTTPFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// The lines, in order.
    package private(set) var lines: [HTTPField]

    /// No fields, or the given lines.
    package init(_ lines: [HTTPField] = []) {
        self.lines = lines
    }

    /// Lines in the order they are written.
    package init(dictionaryLiteral elements: (String, String)...) {
        lines = elements.map { HTTPField($0.0, $0.1) }
    }

    /// The value of the first line with this name.
    package subscript(name: String) -> String? {
        lines.first { $0.isNamed(name) }?.value
    }

    /// The values of every line with this name, in order.
    package func values(_ name: String) -> [String] {
        lines.lazy.filter { $0.isNamed(name) }.map(\.value)
    }

    /// Returns the number of lines with this name.
    func count(_ name: String) -> Int {
        lines.count { $0.isNamed(name) }
    }

    /// Appends a line.
    package mutating func append(_ name: String, _ value: String) {
        lines.append(HTTPField(name, value))
    }

    /// Replaces all lines of this name by one.
    package mutating func set(_ name: String, _ value: String) {
        lines.removeAll { $0.isNamed(name) }
        append(name, value)
    }

    /// Returns the members of a comma-separated list over all lines of this name, trimmed, without
    /// empty ones (RFC 9110 section 5.6.1.2).
    package func list(_ name: String) -> [Substring] {
        lines.lazy.filter { $0.isNamed(name) }.flatMap(\.members)
    }

    /// Returns true if the list of this name holds the token, ignoring case.
    package func list(_ name: String, contains token: String) -> Bool {
        lines.contains { field in
            field.isNamed(name)
                && field.members.contains { ASCII.equalIgnoringCase($0, token) }
        }
    }
}
