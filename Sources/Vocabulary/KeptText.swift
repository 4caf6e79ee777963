/// A text that is kept for long. Nearly all ids are UUIDs in lower case and most codes 16 digits:
/// of such texts only the number is kept.
package struct KeptText: Sendable, Hashable {
    private enum Form: Hashable {
        case uuid(high: UInt64, low: UInt64)
        case digits(UInt64, count: UInt8)
        case other(String)
    }

    private let form: Form

    /// Shorter texts take no memory besides, and longer numbers are not of 64 bits.
    private static let digitCounts = 16...19

    /// A text of any form.
    package init(_ text: String) {
        let count = text.utf8.count
        if count == 36, let bits = UUIDText.canonicalBits(of: text) {
            form = .uuid(high: bits.high, low: bits.low)
        } else if Self.digitCounts.contains(count), let number = Self.number(text) {
            form = .digits(number, count: UInt8(count))
        } else {
            form = .other(text)
        }
    }

    /// The text of decimal digits that `Draw.digits` would draw.
    package init(digits count: Int, from draw: inout Draw) {
        if Self.digitCounts.contains(count) {
            let number = (0..<count).reduce(0) { number, _ in number &* 10 &+ draw.next() % 10 }
            form = .digits(number, count: UInt8(count))
        } else {
            form = KeptText(draw.digits(count)).form
        }
    }

    private static func number(_ text: String) -> UInt64? {
        var text = text
        return text.withUTF8 { utf8 in
            var number: UInt64 = 0
            for byte in utf8 {
                let digit = byte &- UInt8(ascii: "0")
                guard digit <= 9 else { return nil }
                number = number &* 10 &+ UInt64(digit)
            }
            return number
        }
    }

    /// The text as it was given.
    package var text: String {
        switch form {
        case .uuid(let high, let low): UUIDText.text(of: (high, low))
        case .digits(let number, let count): Self.text(number, Int(count))
        case .other(let text): text
        }
    }

    private static func text(_ number: UInt64, _ count: Int) -> String {
        String(unsafeUninitializedCapacity: count) { text in
            var rest = number
            for position in (0..<count).reversed() {
                text[position] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            return count
        }
    }

    /// The text where it is kept as such; nil where only a number is.
    package var ownText: String? {
        switch form {
        case .uuid, .digits: nil
        case .other(let text): text
        }
    }

    /// The hash in an index of numbers.
    package var indexHash: Int {
        switch form {
        case .uuid(let high, let low): IndexHash.of(high, low)
        case .digits(let number, let count): IndexHash.of(number, UInt64(count))
        case .other(let text): text.hashValue
        }
    }

    /// The 128 bits of a UUID; nil for anything else.
    package var uuid: (high: UInt64, low: UInt64)? {
        switch form {
        case .uuid(let high, let low): (high, low)
        case .digits: nil
        case .other(let text): UUIDText.bits(of: text)
        }
    }
}

/// Hashes of 128 bits for an index. Like those of the standard library they differ from process to
/// process, so that nobody can choose ids that lie together; they take a tenth of the time, and a
/// provision looks for its id ten times.
package enum IndexHash {
    private static let key = UInt64(truncatingIfNeeded: Hasher().finalize())

    /// Returns the hash of a number of 128 bits.
    package static func of(_ high: UInt64, _ low: UInt64) -> Int {
        Int(truncatingIfNeeded: SeededGenerator.mixed(SeededGenerator.mixed(high ^ key) ^ low))
    }
}
