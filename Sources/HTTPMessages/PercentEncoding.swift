import Vocabulary

/// Percent-encoding in paths and queries (RFC 3986 section 2.1).
package enum PercentEncoding {
    /// Decodes a name or value of a query, where a plus sign is a space (HTML's form encoding).
    package static func decode(formValue text: Substring) -> String? {
        decode(Substring(text.replacing("+", with: " ")))
    }

    /// Decodes `%XX` triplets; nil if the result is not UTF-8.
    package static func decode(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(\.hexDigitValue),
                let low = rest.popFirst().flatMap(\.hexDigitValue)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
