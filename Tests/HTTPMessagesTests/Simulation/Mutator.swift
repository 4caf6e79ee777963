import TestSupport
import Vocabulary

/// Damages messages as broken and hostile clients do.
enum Mutator {
    private static let tokens: [[UInt8]] = [
        "\r\n", "\r\n\r\n", "\n", "\r", "\0", " ", "\t", ":", ";", "%", "+", "-", "0x", ",", "\"",
        "\u{E9}", "\u{7F}", "0", "5", "FFFFFFFFFFFFFFFF", "0\r\n\r\n", "chunked", "close",
        "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Host: x\r\n",
        "Expect: 100-continue\r\n", "Connection: close\r\n", "HTTP/1.0", "HTTP/1.1", "GET / ",
    ].map(latin1)

    /// The bytes with one to four damages; pieces of `other` may come in.
    static func mutate(
        _ bytes: [UInt8], with other: [UInt8], using generator: inout SeededGenerator
    ) -> [UInt8] {
        var mutated = bytes
        for _ in 0...generator.below(4) { damage(&mutated, with: other, using: &generator) }
        return mutated
    }

    private static func damage(
        _ bytes: inout [UInt8], with other: [UInt8], using generator: inout SeededGenerator
    ) {
        let index = generator.below(bytes.count)
        let range = index..<min(bytes.count, index + 1 + generator.below(12))
        switch generator.below(7) {
        case 0 where !bytes.isEmpty: bytes[index] ^= 1 << UInt8(generator.below(8))
        case 1 where !bytes.isEmpty: bytes[index] = UInt8(generator.below(256))
        case 2: bytes.removeSubrange(range)
        case 3: bytes.insert(contentsOf: Array(bytes[range]), at: generator.below(bytes.count))
        case 4: bytes.removeLast(min(bytes.count, generator.below(20)))
        case 5 where !other.isEmpty:
            let start = generator.below(other.count)
            bytes.replaceSubrange(range, with: other[start...].prefix(1 + generator.below(40)))
        default: bytes.insert(contentsOf: generator.pick(tokens), at: index)
        }
    }
}
