import Testing

@testable import HTTPServing

@Suite("A gzip encoder")
struct GzipEncoderTests {
    private let encoder = GzipEncoder()

    @Test("makes one gzip member, without a name or a time")
    func header() {
        let member = encoder.encode([1, 2, 3])
        #expect(member.prefix(8) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
    }

    @Test("makes text smaller")
    func smaller() {
        let text = Array(String(repeating: "voucher provision ", count: 100).utf8)
        #expect(encoder.encode(text).count < text.count / 10)
    }

    @Test("makes the same of the same body each time")
    func repeatable() {
        let body = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* $0) }
        let first = encoder.encode(body)
        _ = encoder.encode([9, 9, 9])
        #expect(encoder.encode(body) == first)
    }

    @Test("takes what cannot be made smaller", arguments: [1 as UInt64, 2, 3])
    func incompressible(seed: UInt64) throws {
        var state = seed
        let body = (0..<100_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(state >> 56)
        }
        let decoded = try GzipDecoder().decode(encoder.encode(body), expandedMax: body.count)
        #expect(decoded == body)
    }
}
