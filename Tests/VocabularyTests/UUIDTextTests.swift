import Testing
import Vocabulary

/// UUIDs are read and written eight digits at a time.
struct UUIDTextTests {
    private static let dashes = [8, 13, 18, 23]
    private static let texts = [
        "01234567-89ab-cdef-fedc-ba9876543210", "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff", "89abcdef-0123-4567-89ab-cdef01234567",
    ]

    @Test("The bits are those of the digits, and the digits those of the bits", arguments: texts)
    func roundTrip(text: String) throws {
        let digits = text.filter { $0 != "-" }
        let bits = try #require(UUIDText.bits(of: text))
        #expect(bits.high == UInt64(digits.prefix(16), radix: 16))
        #expect(bits.low == UInt64(digits.suffix(16), radix: 16))
        #expect(UUIDText.text(of: bits) == text)
    }

    @Test("In each place each byte is a digit, a dash or neither", arguments: texts)
    func bytes(text: String) {
        for place in 0..<36 {
            for byte in UInt8.min...UInt8.max {
                var bytes = Array(text.utf8)
                bytes[place] = byte
                let isUUID =
                    Self.dashes.contains(place)
                    ? byte == UInt8(ascii: "-") : byte.hexDigitValue != nil
                let bits = bytes.withUnsafeBufferPointer { UUIDText.bits(of: $0) }
                #expect((bits != nil) == isUUID, "\(byte) at \(place)")
                guard let bits, let changed = String(validating: bytes, as: UTF8.self) else {
                    continue
                }
                #expect(UUIDText.text(of: bits) == changed.lowercased())
                // Only the canonical spelling is kept as a number.
                let isKept = KeptText(changed).ownText == nil
                #expect(isKept == (changed == changed.lowercased()))
                #expect(KeptText(changed).text == changed)
            }
        }
    }

    @Test("Texts of other lengths are none", arguments: [0, 35, 37])
    func lengths(count: Int) {
        let text = String((Self.texts[0] + "0").prefix(count))
        #expect(UUIDText.bits(of: text) == nil)
    }
}
