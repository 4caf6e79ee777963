import VoucherLedger

/// Numbers that may be those of payment cards: 13 to 19 digits, in one piece or with single spaces
/// and hyphens between them, whose last is right by the formula of Luhn (ISO/IEC 7812-1).
enum CardNumber {
    private static let digitsMin = 13
    private static let digitsMax = 19

    /// Whether there is one in a text. A UUID is none, whatever its digits are.
    static func isIn(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { utf8 in
            // Mostly there are too few digits, and nothing more is to be looked at.
            guard utf8.count >= digitsMin, utf8.count(where: isDigit) >= digitsMin else {
                return false
            }
            return !ranges(in: utf8).isEmpty
        }
    }

    /// The text with each of them replaced.
    static func removed(from text: String, leaving mask: String) -> String {
        var text = text
        let bytes = text.withUTF8 { utf8 in
            var bytes: [UInt8] = []
            var start = 0
            for range in ranges(in: utf8) {
                bytes += utf8[start..<range.lowerBound]
                bytes += mask.utf8
                start = range.upperBound
            }
            return bytes + utf8[start...]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func ranges(in utf8: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        guard !isUUID(utf8) else { return [] }
        var ranges: [Range<Int>] = []
        var start = 0
        while start < utf8.count {
            guard isDigit(utf8[start]) else {
                start += 1
                continue
            }
            if let range = card(in: utf8, from: start) {
                ranges.append(range)
                start = range.upperBound
            } else {
                // On to the next group of digits.
                while start < utf8.count, isDigit(utf8[start]) { start += 1 }
            }
        }
        return ranges
    }

    /// The longest that begins with a group of digits and ends with one.
    private static func card(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        var digits: [UInt8] = []
        var end = start
        var found: Range<Int>?
        while end < utf8.count, digits.count <= digitsMax {
            if isDigit(utf8[end]) {
                digits.append(utf8[end] - UInt8(ascii: "0"))
                end += 1
                let isEndOfGroup = end == utf8.count || !isDigit(utf8[end])
                if isEndOfGroup, (digitsMin...digitsMax).contains(digits.count), isRight(digits) {
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

    private static func isRight(_ digits: [UInt8]) -> Bool {
        var sum = 0
        for (index, digit) in digits.reversed().enumerated() {
            let doubled = index % 2 == 1 ? 2 * Int(digit) : Int(digit)
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0 && digits.contains { $0 != 0 }
    }

    private static func isUUID(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        utf8.count == 36 && TransactionID(String(decoding: utf8, as: UTF8.self)) != nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
    }
}
