import Testing
import Vocabulary

@Suite struct WrittenIDTests {
    /// UUIDs in both cases, of any version, and what is none.
    private static let texts = [
        "00000000-0000-0000-0000-000000000000", "01234567-89ab-cdef-fedc-ba9876543210",
        "ffffffff-ffff-ffff-ffff-ffffffffffff", "a1b2c3d4-0000-4000-8000-0000000000FF",
        "A1B2C3D4-0000-4000-8000-000000000001", "a1b2c3d4-0000-4000-8000-00000000000g",
        "a1b2c3d400004000-8000-00000000000001", "a1b2c3d4", "", "é",
    ]

    @Test("An id is spelt as it was written", arguments: texts)
    func spelling(text: String) {
        #expect(WrittenID(text).text == text)
        #expect(WrittenID(text) == WrittenID(text))
    }

    @Test("It has the bits of a UUID in either case, and none otherwise", arguments: texts)
    func bits(text: String) {
        let (bits, expected) = (WrittenID(text).uuid, UUIDText.bits(of: text))
        #expect(bits?.high == expected?.high && bits?.low == expected?.low)
        #expect((bits == nil) == !text.isUUID)
    }
}
