/// The secrets of a message that may be repeated in its free text, which is any text with a space.
struct EchoedSecrets {
    /// The secrets, the longest first, since it may begin with another.
    private let secrets: [[UInt8]]
    /// A bit for the lower six bits of each first byte.
    private let firstBytes: UInt64
    /// True if there are too many to search for.
    private let hasTooMany: Bool

    /// The shortest secret that is searched for, in bytes: shorter ones would occur in unrelated
    /// texts.
    private static let bytesMin = 4
    /// The most secrets that are searched for: no message of a till has more; with more, all free
    /// text is hidden.
    private static let countMax = 16

    init(of texts: [String]) {
        let long = texts.filter { $0.utf8.count >= Self.bytesMin }
        let distinct = long.count > Self.countMax ? Array(Set(long)) : long
        hasTooMany = distinct.count > Self.countMax
        secrets = hasTooMany ? [] : distinct.map { Array($0.utf8) }.sorted { $0.count > $1.count }
        firstBytes = secrets.reduce(0) { $0 | 1 << UInt64($1[0] & 63) }
    }

    var isEmpty: Bool { secrets.isEmpty && !hasTooMany }

    /// The text with each of them replaced; nil for one that has none.
    func removed(from text: String) -> String? {
        var text = text
        return text.withUTF8(removed(from:))
    }

    /// The same for a text in UTF-8.
    func removed(from utf8: UnsafeBufferPointer<UInt8>) -> String? {
        bytes(leftOf: utf8).map { String(decoding: $0, as: UTF8.self) }
    }

    private func bytes(leftOf utf8: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard !isEmpty, utf8.contains(UInt8(ascii: " ")) else { return nil }
        if hasTooMany { return Array(Masking.mask.utf8) }
        var bytes: [UInt8] = []
        var start = 0
        var position = 0
        while position < utf8.count {
            guard let length = lengthOfSecret(in: utf8, at: position) else {
                position += 1
                continue
            }
            bytes += utf8[start..<position]
            bytes += Masking.mask.utf8
            position += length
            start = position
        }
        return start == 0 ? nil : bytes + utf8[start...]
    }

    private func lengthOfSecret(in utf8: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        guard begins(utf8[position]) else { return nil }
        for secret in secrets where secret[0] == utf8[position] {
            let rest = UnsafeBufferPointer(rebasing: utf8[position...])
            if rest.starts(with: secret) { return secret.count }
        }
        return nil
    }

    /// Returns true if one of them may begin with a byte.
    private func begins(_ byte: UInt8) -> Bool { firstBytes >> UInt64(byte & 63) & 1 == 1 }
}
