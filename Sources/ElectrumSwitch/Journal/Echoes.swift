/// The secrets of a message that its free text, which is what has a space in it, may repeat.
struct Echoes {
    /// The longest first: it may begin with another.
    private let secrets: [[UInt8]]
    /// A bit for the lower six bits of each first byte.
    private let firstBytes: UInt64
    /// Whether there are too many to be looked for.
    private let isCrowd: Bool

    /// Shorter ones would be found in texts that have nothing to do with them.
    private static let bytesMin = 4
    /// No message of a till has more; with more, all free text is hidden.
    private static let countMax = 16

    init(of texts: [String]) {
        let long = texts.filter { $0.utf8.count >= Self.bytesMin }
        let distinct = long.count > Self.countMax ? Array(Set(long)) : long
        isCrowd = distinct.count > Self.countMax
        secrets = isCrowd ? [] : distinct.map { Array($0.utf8) }.sorted { $0.count > $1.count }
        firstBytes = secrets.reduce(0) { $0 | 1 << UInt64($1[0] & 63) }
    }

    var isEmpty: Bool { secrets.isEmpty && !isCrowd }

    /// The text with each of them replaced; nil for one that has none.
    func removed(from utf8: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard !isEmpty, utf8.contains(UInt8(ascii: " ")) else { return nil }
        if isCrowd { return Array(Masking.mask.utf8) }
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

    /// Whether one of them may begin with a byte.
    private func begins(_ byte: UInt8) -> Bool { firstBytes >> UInt64(byte & 63) & 1 == 1 }
}
