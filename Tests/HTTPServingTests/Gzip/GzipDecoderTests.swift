import Testing

@testable import HTTPServing

@Suite("A gzip decoder")
struct GzipDecoderTests {
    private let decoder = GzipDecoder()
    private let encoder = GzipEncoder()
    private let text = Array(String(repeating: "voucher provision ", count: 5_000).utf8)
    private let plenty = 1 << 20

    /// "hello\n" by the gzip command, with a file name in the header.
    private let foreign: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x61, 0x00, 0xCB, 0x48, 0xCD,
        0xC9, 0xC9, 0xE7, 0x02, 0x00, 0x20, 0x30, 0x3A, 0x36, 0x06, 0x00, 0x00, 0x00,
    ]

    @Test("expands what another program made")
    func foreignBody() throws {
        #expect(try decoder.decode(foreign, expandedMax: plenty) == Array("hello\n".utf8))
    }

    @Test("expands what the encoder made", arguments: [0, 1, 100, 16_384, 90_000])
    func roundTrip(_ count: Int) throws {
        let body = Array(text.prefix(count))
        #expect(try decoder.decode(encoder.encode(body), expandedMax: plenty) == body)
    }

    @Test("expands members that follow each other as one body")
    func members() throws {
        let body = encoder.encode([1, 2]) + encoder.encode([]) + encoder.encode([3])
        #expect(try decoder.decode(body, expandedMax: plenty) == [1, 2, 3])
    }

    @Test("expands a body that has just the size allowed")
    func exactSize() throws {
        #expect(try decoder.decode(encoder.encode(text), expandedMax: text.count) == text)
    }

    @Test("refuses a body that is one byte larger than allowed")
    func tooLarge() {
        let body = encoder.encode(text)
        #expect(throws: GzipError.tooLarge(expandedMax: text.count - 1)) {
            try decoder.decode(body, expandedMax: text.count - 1)
        }
    }

    @Test("refuses members that are too large together")
    func membersTooLarge() {
        let body = encoder.encode([1, 2]) + encoder.encode([3, 4])
        #expect(throws: GzipError.tooLarge(expandedMax: 3)) {
            try decoder.decode(body, expandedMax: 3)
        }
    }

    @Test("refuses a gibibyte of zeros without holding it")
    func bomb() {
        let body = DeflateStream.bomb(mebibytes: 1024)
        let before = ResidentMemory.peak()
        #expect(throws: GzipError.tooLarge(expandedMax: plenty)) {
            try decoder.decode(body, expandedMax: plenty)
        }
        #expect(ResidentMemory.peak() - before < 64 << 20)
    }

    @Test("refuses a gibibyte of zeros in many members without holding it")
    func bombOfMembers() {
        let member = encoder.encode([UInt8](repeating: 0, count: 1 << 20))
        var body: [UInt8] = []
        for _ in 0..<1024 { body += member }
        let before = ResidentMemory.peak()
        #expect(throws: GzipError.tooLarge(expandedMax: plenty)) {
            try decoder.decode(body, expandedMax: plenty)
        }
        #expect(ResidentMemory.peak() - before < 64 << 20)
    }

    @Test("knows a body that is cut, wherever it is cut")
    func truncated() {
        for count in 0..<foreign.count {
            #expect(throws: GzipError.truncated, "cut after \(count) bytes") {
                try decoder.decode(Array(foreign.prefix(count)), expandedMax: plenty)
            }
        }
    }

    @Test("knows a second member that is cut")
    func truncatedMember() {
        #expect(throws: GzipError.truncated) {
            try decoder.decode(foreign + foreign.dropLast(), expandedMax: plenty)
        }
    }

    @Test(
        "says what is corrupt",
        arguments: [
            (0, "incorrect header check"), (2, "unknown compression method"),
            (12, "invalid stored block lengths"), (20, "incorrect data check"),
            (24, "incorrect length check"),
        ])
    func corrupt(_ place: Int, _ reason: String) {
        var body = foreign
        body[place] ^= 0x4B
        #expect(throws: GzipError.corrupt(reason: reason)) {
            try decoder.decode(body, expandedMax: plenty)
        }
    }

    @Test("refuses what is no gzip", arguments: ["{}", "x\u{9C}", "plain text, not compressed"])
    func notGzip(_ text: String) {
        #expect(throws: GzipError.corrupt(reason: "incorrect header check")) {
            try decoder.decode(Array(text.utf8), expandedMax: plenty)
        }
    }

    @Test("refuses bytes that follow the last member")
    func trailingBytes() {
        #expect(throws: GzipError.corrupt(reason: "incorrect header check")) {
            try decoder.decode(foreign + Array("more".utf8), expandedMax: plenty)
        }
    }

    @Test("is as good as new after a body that failed")
    func reuse() throws {
        _ = try? decoder.decode(encoder.encode(text), expandedMax: 10)
        _ = try? decoder.decode([1, 2, 3, 4], expandedMax: 10)
        #expect(try decoder.decode(foreign, expandedMax: plenty) == Array("hello\n".utf8))
    }

    @Test(
        "has a line for each failure",
        arguments: [
            (.tooLarge(expandedMax: 9), "the gzip body expands to more than 9 bytes"),
            (.corrupt(reason: "bad"), "the gzip body is corrupt: bad"),
            (.truncated, "the gzip body is cut short"),
        ] as [(GzipError, String)])
    func lines(_ error: GzipError, _ line: String) {
        #expect(error.description == line)
    }
}
