import Testing
import Vocabulary

@Suite struct KeptTextTests {
    /// UUIDs in both cases, of any version; digits of all lengths around those that are numbers;
    /// and neither.
    private static let texts = [
        "00000000-0000-0000-0000-000000000000", "01234567-89ab-cdef-fedc-ba9876543210",
        "ffffffff-ffff-ffff-ffff-ffffffffffff", "a1b2c3d4-0000-4000-8000-0000000000FF",
        "A1B2C3D4-0000-4000-8000-000000000001", "a1b2c3d4-0000-4000-8000-00000000000g",
        "a1b2c3d400004000-8000-00000000000001", "a1b2c3d4", "", "é",
        "000000000000000", "0000000000000000", "1234567890123456", "9999999999999999999",
        "99999999999999999999", "123456789012345x", "１234567890123",
    ]

    @Test("A text is what it was", arguments: texts)
    func spelling(text: String) {
        #expect(KeptText(text).text == text)
        #expect(Self.texts.filter { KeptText($0) == KeptText(text) } == [text])
    }

    @Test("It has the bits of a UUID in either case, and none otherwise", arguments: texts)
    func bits(text: String) {
        let (bits, expected) = (KeptText(text).uuid, UUIDText.bits(of: text))
        #expect(bits?.high == expected?.high && bits?.low == expected?.low)
        #expect((bits == nil) == !text.isUUID)
    }
}
