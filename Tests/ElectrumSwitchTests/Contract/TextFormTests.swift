import Testing

@testable import ElectrumSwitch

struct TextFormTests {
    @Test(
        "A UUID is 8-4-4-4-12 hexadecimal digits of any case, version and variant",
        arguments: [
            ("3f2504e0-4f89-41d3-9a0c-0305e82c3301", true),
            ("3F2504E0-4F89-41D3-9A0C-0305E82C3301", true),
            ("00000000-0000-0000-0000-000000000000", true),
            ("ffffffff-ffff-ffff-ffff-ffffffffffff", true),
            ("", false),
            ("3f2504e0-4f89-41d3-9a0c-0305e82c330", false),
            ("3f2504e0-4f89-41d3-9a0c-0305e82c33011", false),
            ("3f2504e04-f89-41d3-9a0c-0305e82c3301", false),
            ("3f2504e0-4f89-41d3-9a0c-0305e82c330g", false),
            ("{3f2504e0-4f89-41d3-9a0c-0305e82c33}", false),
            ("3f2504e0-4f89-41d3-9a0c-0305e82c33é", false),
        ])
    func uuid(text: String, fits: Bool) {
        #expect(Array(text.utf8).withUnsafeBufferPointer(UUIDForm.fits) == fits)
    }

    @Test(
        "A date-time is RFC 3339's",
        arguments: [
            ("2026-01-28T10:41:29.123Z", true),
            ("2026-01-28T10:41:29Z", true),
            ("2026-01-28t10:41:29z", true),
            ("2026-01-28T10:41:29.123456789+02:00", true),
            ("2026-01-28T23:59:60-00:00", true),
            ("2024-02-29T00:00:00Z", true),
            ("2000-02-29T00:00:00Z", true),
            ("2026-02-29T00:00:00Z", false),
            ("1900-02-29T00:00:00Z", false),
            ("2026-04-31T00:00:00Z", false),
            ("2026-00-10T00:00:00Z", false),
            ("2026-13-10T00:00:00Z", false),
            ("2026-01-00T00:00:00Z", false),
            ("2026-01-28T24:00:00Z", false),
            ("2026-01-28T10:60:00Z", false),
            ("2026-01-28T10:41:61Z", false),
            ("2026-01-28T10:41:29+24:00", false),
            ("2026-01-28T10:41:29+02:60", false),
            ("2026-01-28T10:41:29+0200", false),
            ("2026-01-28T10:41:29", false),
            ("2026-01-28T10:41:29.Z", false),
            ("2026-01-28 10:41:29Z", false),
            ("2026-01-28", false),
            ("2026-1-28T10:41:29Z", false),
            ("2026-01-28T10:41:29Zx", false),
            ("", false),
        ])
    func dateTime(text: String, fits: Bool) {
        #expect(Array(text.utf8).withUnsafeBufferPointer(DateTimeForm.fits) == fits)
    }

    @Test(
        "An e-mail address is two dot-atoms about an @",
        arguments: [
            ("thandi@example.co.za", true),
            ("thandi.m+till=7@localhost", true),
            ("", false),
            ("thandi", false),
            ("@example.co.za", false),
            ("thandi@", false),
            ("a@b@c", false),
            (".thandi@example.co.za", false),
            ("thandi@example..za", false),
            ("thandi m@example.co.za", false),
            ("thandi@exämple.de", false),
        ])
    func email(text: String, fits: Bool) {
        #expect(Array(text.utf8).withUnsafeBufferPointer(EmailForm.fits) == fits)
    }
}
