import Vocabulary

/// Text in which a secret stands beside its name, whatever joins the two: `?pin=1234`,
/// `card[pin]: '1234'`, `<pin>1234</pin>`, `Bearer …`.
struct SecretText {
    private let bytes: [UInt8]
    private var ranges: [Range<Int>] = []

    /// The text with each of them replaced.
    static func removed(from text: String, leaving mask: String) -> String {
        let found = SecretText(text)
        guard !found.ranges.isEmpty else { return text }
        var bytes: [UInt8] = []
        var start = 0
        for range in found.ranges {
            bytes += found.bytes[start..<range.lowerBound]
            bytes += mask.utf8
            start = range.upperBound
        }
        return String(decoding: bytes + found.bytes[start...], as: UTF8.self)
    }

    /// Returns true if a text may be JSON, or join a name and a value: mostly it does not, and
    /// nothing more is to be looked at. The colons of a time have no name before them.
    static func hasJoint(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        for position in utf8.indices where mayJoin(utf8[position]) {
            let isJoint =
                switch utf8[position] {
                case UInt8(ascii: ":"): endsName(utf8, before: position)
                case space:
                    endsScheme(utf8, before: position)
                        || position + 1 < utf8.count && quotes.contains(utf8[position + 1])
                default: true
                }
            if isJoint { return true }
        }
        return false
    }

    /// Returns true for the bytes of which a text with a joint has one at least.
    static func mayJoin(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ">"), UInt8(ascii: "%"),
            UInt8(ascii: "{"), UInt8(ascii: "["), space:
            true
        default: false
        }
    }

    private static func endsName(_ utf8: UnsafeBufferPointer<UInt8>, before end: Int) -> Bool {
        guard end > 0 else { return false }
        if isWrapping(utf8[end - 1]) { return true }
        var end = end
        while end > 0, isDigit(utf8[end - 1]) { end -= 1 }
        return end >= 2 && isLetter(utf8[end - 1]) && isLetter(utf8[end - 2])
    }

    private static func endsScheme(_ utf8: UnsafeBufferPointer<UInt8>, before end: Int) -> Bool {
        // Most words end otherwise.
        guard end > 0, schemeEnds.contains(utf8[end - 1] | 0x20) else { return false }
        return schemes.contains { scheme in
            utf8[..<end].suffix(scheme.count).elementsEqual(scheme) { $0 | 0x20 == $1 }
        }
    }

    private init(_ text: String) {
        bytes = Array(text.utf8)
        var position = 0
        while position < bytes.count {
            guard let range = secret(behind: position) else {
                position += 1
                continue
            }
            ranges.append(range)
            position = range.upperBound
        }
    }

    // MARK: A joint

    private static let space = UInt8(ascii: " ")
    private static let quotes = Array("\"'`\\".utf8)
    private static let schemes = ["bearer", "basic", "digest", "negotiate"].map { Array($0.utf8) }
    private static let schemeEnds = schemes.compactMap(\.last)
    /// Longer ones are no names.
    private static let nameBytesMax = 64
    /// A word behind `Bearer` that is shorter belongs to a sentence.
    private static let tokenBytesMin = 8

    private static func isJoint(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ">")
    }

    /// The value behind a joint, if what stands before the joint is the name of a secret.
    private func secret(behind joint: Int) -> Range<Int>? {
        guard Self.isJoint(bytes[joint]) || bytes[joint] == Self.space,
            let name = name(before: joint)
        else { return nil }
        if bytes[joint] == Self.space {
            if let token = token(behind: joint, name) { return token }
            // `token "…"`.
            guard joint + 1 < bytes.count, Self.quotes.contains(bytes[joint + 1]) else {
                return nil
            }
        }
        return isSecret(name, at: joint) ? value(behind: joint) : nil
    }

    private func isSecret(_ range: Range<Int>, at joint: Int) -> Bool {
        let name = text(range)
        let kind = SecretName(name)
        // "The code: 404" names a status, "the voucher code: 404" does not.
        let isStatus = name.lowercased() == "code" && bytes[joint] != UInt8(ascii: "=")
        if kind.isSecret || kind.isCode && !isStatus { return true }
        guard range.lowerBound > 1, bytes[range.lowerBound - 1] == Self.space,
            let before = self.name(before: range.lowerBound - 1)
        else { return false }
        let whole = SecretName("\(text(before)) \(name)")
        return whole.isSecret || whole.isCode
    }

    private func name(before joint: Int) -> Range<Int>? {
        var end = joint
        while end > 0, Self.isWrapping(bytes[end - 1]) { end -= 1 }
        var start = end
        while start > 0, end - start < Self.nameBytesMax, Self.isNameByte(bytes[start - 1]) {
            start -= 1
        }
        guard bytes[start..<end].count(where: Self.isLetter) > 1 else { return nil }
        let isElement = joint < bytes.count && bytes[joint] == UInt8(ascii: ">")
        guard !isElement || start > 0 && bytes[start - 1] == UInt8(ascii: "<") else { return nil }
        return start..<end
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private func value(behind joint: Int) -> Range<Int>? {
        var start = joint + 1
        var quote: UInt8?
        while start < bytes.count, Self.isWrapping(bytes[start]) {
            if Self.quotes.contains(bytes[start]) { quote = bytes[start] }
            start += 1
        }
        var end = end(
            ofValueFrom: start, quote: quote, isElement: bytes[joint] == UInt8(ascii: ">"))
        // `Authorization: Bearer …`, `PIN: 1234 5678`.
        while quote == nil, end + 1 < bytes.count, bytes[end] == Self.space,
            isScheme(bytes[start..<end]) || Self.isDigit(bytes[end + 1])
        {
            let next = self.end(ofValueFrom: end + 1, quote: nil, isElement: false)
            guard next > end + 1 else { break }
            end = next
        }
        return start < end ? start..<end : nil
    }

    private func end(ofValueFrom start: Int, quote: UInt8?, isElement: Bool) -> Int {
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if let quote {
                if byte == quote { break }
            } else if isElement ? byte == UInt8(ascii: "<") : Self.endsValue(byte) {
                break
            }
            end += 1
        }
        return end
    }

    /// A word behind the name of a scheme of authorization.
    private func token(behind joint: Int, _ word: Range<Int>) -> Range<Int>? {
        guard isScheme(bytes[word]) else { return nil }
        let end = end(ofValueFrom: joint + 1, quote: nil, isElement: false)
        return end - joint > Self.tokenBytesMin ? (joint + 1)..<end : nil
    }

    private func isScheme(_ word: ArraySlice<UInt8>) -> Bool {
        Self.schemes.contains { $0.elementsEqual(word) { $0 == $1 | 0x20 } }
    }

    // MARK: Bytes

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || "_-.".utf8.contains(byte)
    }

    /// Returns true for a byte that may stand between a name, its joint and the value.
    private static func isWrapping(_ byte: UInt8) -> Bool {
        byte == space || quotes.contains(byte) || "[]".utf8.contains(byte)
    }

    private static func endsValue(_ byte: UInt8) -> Bool {
        byte <= space || quotes.contains(byte) || "&;,<>{}[]()#|".utf8.contains(byte)
    }
}
