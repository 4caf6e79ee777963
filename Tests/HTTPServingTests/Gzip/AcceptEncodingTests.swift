import Testing

@testable import HTTPServing

@Suite("Accept-Encoding")
struct AcceptEncodingTests {
    /// A field value, or nil for none, and what it says.
    private static let table: [(value: String?, prefersGzip: Bool, allowsIdentity: Bool)] = [
        (nil, false, true),
        ("", false, true),
        ("gzip", true, true),
        ("x-gzip", true, true),
        ("GZip", true, true),
        ("gzip, deflate, br", true, true),
        ("br, deflate", false, true),
        ("identity", false, true),
        ("*", true, true),
        ("gzip;q=0", false, true),
        ("gzip;q=0.000", false, true),
        ("gzip;q=0.001", true, true),
        ("gzip;q=0.5", true, true),
        ("gzip;Q=1.000", true, true),
        ("gzip ; q=0.5", true, true),
        ("gzip\t;\tq=1.", true, true),
        ("gzip;q=0.5, identity", false, true),
        ("gzip;q=0.5, identity;q=0.4", true, true),
        ("gzip;q=0.5, identity;q=0.5", true, true),
        ("gzip;q=1.0, identity;q=0.5, *;q=0", true, true),
        ("identity;q=1, *;q=0", false, true),
        ("identity;q=0", false, false),
        ("*;q=0", false, false),
        ("br, *;q=0", false, false),
        ("gzip, *;q=0", true, false),
        ("gzip, identity;q=0", true, false),
        ("gzip;q=0, identity;q=0", false, false),
        ("gzip;q=0, *", false, true),
        ("identity;q=0, *", true, false),
        ("*;q=0.5, identity", false, true),
        ("*;q=0, *;q=1", false, false),
        ("gzip, gzip;q=0", false, true),
        ("gzip, x-gzip;q=0", false, true),
        ("gzip;q=2", false, true),
        ("gzip;q=1.001", false, true),
        ("gzip;q=0.1234", false, true),
        ("gzip;q=-1", false, true),
        ("gzip;q=.5", false, true),
        ("gzip;q=", false, true),
        ("gzip;q=+1", false, true),
        ("gzip;q=0.+1", false, true),
        ("gzip;level=9", false, true),
        ("gzip;q=1;level=9", false, true),
        ("gzip;", false, true),
        (";q=1", false, true),
        ("gzip deflate", false, true),
        ("gzip;q=nonsense, identity;q=0", false, false),
    ]

    @Test("tells whether to compress, and whether not to", arguments: table)
    func verdict(_ row: (value: String?, prefersGzip: Bool, allowsIdentity: Bool)) {
        let members = row.value?.split(separator: ",").map { $0.drop { $0 == " " } } ?? []
        let accepted = AcceptEncoding(members)
        #expect(accepted.prefersGzip == row.prefersGzip)
        #expect(accepted.allowsIdentity == row.allowsIdentity)
    }

    @Test(
        "knows codings by name",
        arguments: [
            ("gzip", .gzip), ("X-GZIP", .gzip), ("identity", .identity), ("deflate", nil),
            ("br", nil), ("", nil), ("gzip, gzip", nil),
        ] as [(String, ContentCoding?)])
    func names(_ name: String, _ coding: ContentCoding?) {
        #expect(ContentCoding(name) == coding)
    }
}
