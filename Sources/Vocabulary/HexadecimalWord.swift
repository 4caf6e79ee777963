/// Eight hexadecimal digits in one word, a byte each, the first of them lowest. To read and write
/// them one by one takes three times as long, and a message with its lines of the journal has 40
/// texts that may be UUIDs.
struct HexadecimalWord {
    let text: UInt64

    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Eight bytes of a text.
    init(text: UInt64) {
        self.text = text
    }

    /// The digits of a number, in lower case.
    init(_ number: UInt32) {
        var values = UInt64(number)
        values = (values | values << 16) & 0x0000_FFFF_0000_FFFF
        values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
        values = (values | values << 4) & (Self.ones &* 0x0F)
        text = Self.digits(values.byteSwapped)
    }

    /// Returns the number that the digits stand for; nil if a byte is not a digit.
    ///
    /// - Parameter isLowerCase: true if capitals are not digits.
    func number(isLowerCase: Bool) -> UInt32? {
        // Of all digits only letters have the bit of 0x40; 'a' is 0x61 and 'A' 0x41.
        let letters = (text >> 6) & Self.ones
        let values = (text & (Self.ones &* 0x0F)) &+ letters &* 9
        let lowerCase = isLowerCase ? text : text | letters << 5
        guard values & (Self.ones &* 0xF0) == 0, Self.digits(values) == lowerCase else {
            return nil
        }
        var number = values.byteSwapped
        number = (number | number >> 4) & 0x00FF_00FF_00FF_00FF
        number = (number | number >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: number | number >> 16)
    }

    /// Returns the digits of values below 16, a byte each.
    private static func digits(_ values: UInt64) -> UInt64 {
        let letters = ((values &+ ones &* 6) >> 4) & ones
        let afterNine = UInt64(UInt8(ascii: "a") - UInt8(ascii: "9") - 1)
        return ones &* UInt64(UInt8(ascii: "0")) &+ values &+ letters &* afterNine
    }
}
