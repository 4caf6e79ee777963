/// Damages JSON as broken and hostile clients do.
enum Damage {
    private static let tokens: [[UInt8]] = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "null", "true", "-", "0", "1e9",
        "1e400", "99999999999999999999", "\0", "\n", " ", "\u{FEFF}", "é", "\"id\":",
        "\"id\":null,",
        "\"amount\":{}", "\"tenders\":[{}],", "{\"a\":[{\"a\":", "//", "NaN",
    ].map { Array($0.utf8) }

    /// Does one to three damages to the bytes, at places of every size.
    static func damage(_ bytes: inout [UInt8], using generator: inout some RandomNumberGenerator) {
        for _ in 0...Int.random(in: 0...2, using: &generator) {
            damageOnce(&bytes, using: &generator)
        }
    }

    private static func damageOnce(
        _ bytes: inout [UInt8], using generator: inout some RandomNumberGenerator
    ) {
        guard let index = bytes.indices.randomElement(using: &generator) else { return }
        let length = Int.random(in: 1...20, using: &generator)
        let range = index..<min(bytes.count, index + length)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        case 1: bytes[index] = .random(in: 0...255, using: &generator)
        case 2: bytes.removeSubrange(range)
        case 3: bytes.insert(contentsOf: Array(bytes[range]), at: index)
        case 4: bytes.removeLast(min(length, bytes.count))
        default:
            bytes.insert(contentsOf: tokens.randomElement(using: &generator) ?? [], at: index)
        }
    }
}
