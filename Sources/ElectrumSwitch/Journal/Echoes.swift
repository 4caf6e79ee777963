/// The secrets of a message that its free text, which is what has a space in it, may repeat.
struct Echoes {
    /// The longest first: it may begin with another.
    private let secrets: [[UInt8]]
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
    }

    var isEmpty: Bool { secrets.isEmpty && !isCrowd }

    /// The text with each of them replaced.
    func removed(from text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: " ")) else { return text }
        if isCrowd { return Masking.mask }
        var text = text
        let bytes = text.withUTF8 { utf8 -> [UInt8]? in
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
        return bytes.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    private func lengthOfSecret(in utf8: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        for secret in secrets where secret[0] == utf8[position] {
            let rest = UnsafeBufferPointer(rebasing: utf8[position...])
            if rest.starts(with: secret) { return secret.count }
        }
        return nil
    }
}
