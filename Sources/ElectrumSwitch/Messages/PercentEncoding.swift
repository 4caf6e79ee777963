/// Percent-encoding in paths and queries (RFC 3986 section 2.1).
enum PercentEncoding {
    /// The text of a name or value of a query, where a plus sign is a space (HTML's form encoding).
    static func decode(formValue text: Substring) -> String? {
        decode(Substring(text.replacing("+", with: " ")))
    }

    /// The text behind `%XX` triplets; nil when they do not make UTF-8.
    static func decode(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
