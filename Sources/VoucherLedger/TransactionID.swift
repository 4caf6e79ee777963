/// The UUID of a transaction: 128 bits, so that ids that differ only in case are equal (RFC 9562
/// section 4). Version and variant are not checked (contract.md section 4.6).
package struct TransactionID: Sendable, Hashable, CustomStringConvertible {
    /// The first eight bytes.
    let high: UInt64
    /// The last eight bytes.
    let low: UInt64

    /// No transaction: the nil UUID (RFC 9562 section 5.9).
    package static let none = TransactionID(high: 0, low: 0)

    /// Parses hexadecimal 8-4-4-4-12 in any case; nil for anything else.
    package init?(_ text: String) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var position = 0
        for byte in text.utf8 {
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Self.hexValue(byte) else { return nil }
                if position < 18 { high = high << 4 | digit } else { low = low << 4 | digit }
            }
            position += 1
        }
        guard position == 36 else { return nil }
        self.init(high: high, low: low)
    }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The id in lower case, 8-4-4-4-12.
    package var description: String {
        var text = ""
        for position in 0..<32 {
            if [8, 12, 16, 20].contains(position) { text.append("-") }
            let word = position < 16 ? high : low
            let shift = UInt64(60 - position % 16 * 4)
            text.append(Self.hexDigits[Int(word >> shift & 0xF)])
        }
        return text
    }

    private static let hexDigits = Array("0123456789abcdef")

    private static func hexValue(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte &- UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte &- UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte &- UInt8(ascii: "A")) + 10
        default: nil
        }
    }
}
