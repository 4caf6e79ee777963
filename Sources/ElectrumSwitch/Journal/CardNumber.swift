import Vocabulary

/// Possible payment card numbers: 13 to 19 digits, in one piece or with single spaces and hyphens
/// between them, whose last passes Luhn's check (ISO/IEC 7812-1).
enum CardNumber {
    static let digitsMin = 13
    private static let digitsMax = 19

    /// Returns true if a text holds a card number. A UUID is never one, whatever its digits.
    static func isIn(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        // Mostly there are too few digits, or it is the id of something, and nothing more is to be
        // looked at.
        utf8.count >= digitsMin && utf8.count(where: isDigit) >= digitsMin && !isUUID(utf8)
            && next(in: utf8, from: 0) != nil
    }

    /// Returns the text with each card number replaced.
    static func removed(from utf8: UnsafeBufferPointer<UInt8>, leaving mask: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var start = 0
        while let range = next(in: utf8, from: start) {
            bytes += utf8[start..<range.lowerBound]
            bytes += mask.utf8
            start = range.upperBound
        }
        return bytes + utf8[start...]
    }

    /// The first that begins at `start` or later, at the beginning of a group of digits.
    private static func next(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        var start = start
        while start < utf8.count {
            guard isDigit(utf8[start]) else {
                start += 1
                continue
            }
            if let range = card(in: utf8, from: start) { return range }
            // On to the next group of digits.
            while start < utf8.count, isDigit(utf8[start]) { start += 1 }
        }
        return nil
    }

    /// Returns the longest card number that begins with a group of digits and ends with one.
    private static func card(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        var sums = LuhnSums()
        var end = start
        var found: Range<Int>?
        while end < utf8.count, sums.count <= digitsMax {
            if isDigit(utf8[end]) {
                sums.add(utf8[end] - UInt8(ascii: "0"))
                end += 1
                let isEndOfGroup = end == utf8.count || !isDigit(utf8[end])
                if isEndOfGroup, (digitsMin...digitsMax).contains(sums.count), sums.isRight {
                    found = start..<end
                }
            } else if isSeparator(utf8[end]), end + 1 < utf8.count, isDigit(utf8[end + 1]) {
                end += 1
            } else {
                break
            }
        }
        return found
    }

    /// The sums of the formula of Luhn: which digits are doubled depends on how many will come.
    private struct LuhnSums {
        private(set) var count = 0
        /// With the first digit doubled, the third and so on; and with the others.
        private var firstDoubled = 0
        private var secondDoubled = 0
        private var isZero = true

        mutating func add(_ digit: UInt8) {
            let plain = Int(digit)
            let doubled = plain > 4 ? 2 * plain - 9 : 2 * plain
            firstDoubled += count % 2 == 0 ? doubled : plain
            secondDoubled += count % 2 == 0 ? plain : doubled
            isZero = isZero && digit == 0
            count += 1
        }

        /// True if the last digit, which is never doubled, is right.
        var isRight: Bool { !isZero && (count % 2 == 0 ? firstDoubled : secondDoubled) % 10 == 0 }
    }

    private static func isUUID(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        UUIDText.bits(of: utf8) != nil
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
    }
}
