import Testing
import Vocabulary

/// Bytes that are kept as their difference from others.
struct KeptBytesTests {
    private static let base = #"{"id":"0001","amount":1000,"lines":["one","two"],"text":"a \" b"}"#

    @Test(
        "Whatever differs, the same bytes come back",
        arguments: [
            base,
            #"{"id":"0002","amount":1000,"lines":["one","two"],"text":"a \" b"}"#,
            #"{"id":"00003","amount":7,"lines":["one","two"],"text":"a \" b"}"#,
            #"{"id":"","amount":1000,"lines":["one","two"],"text":"a \" b","more":true}"#,
            #"{"amount":1000,"lines":["one","two"],"text":"a \" b"}"#,
            #"{"id":"0001","amount":1000,"lines":["one","two"]"#,
            "{", "", #"""#, "nothing of it",
        ])
    func comesBack(text: String) {
        // Long enough for a difference, and with the change at every place of a word.
        for padding in 0..<9 {
            let filling = String(repeating: "x", count: 200 + padding)
            let bytes = Array((filling + text + filling).utf8)
            let base = Array((filling + Self.base + filling).utf8)
            for kept in [KeptBytes(bytes), KeptBytes(bytes, like: base)] {
                guard let kept else { continue }
                #expect(kept.bytes == bytes)
                #expect(kept.count == bytes.count)
                #expect(kept == KeptBytes(bytes))
                #expect((kept == KeptBytes(base)) == (bytes == base))
            }
        }
    }

    @Test("A text with other values takes little more than those")
    func isShort() throws {
        let filling = String(repeating: "x", count: 500)
        let base = Array((Self.base + filling).utf8)
        let text = Self.base.replacing("0001", with: "000002").replacing("1000", with: "50")
        let kept = try #require(KeptBytes(Array((text + filling).utf8), like: base))
        #expect(kept.ownCount < 32)
    }

    @Test("Bytes that have little in common with others are kept whole")
    func unlike() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        let others = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        #expect(KeptBytes(bytes, like: others) == nil)
        #expect(KeptBytes(bytes, like: []) == nil)
        #expect(KeptBytes([], like: others) == nil)
        #expect(KeptBytes(bytes).ownCount == 1_000)
    }

    @Test("Two kinds of messages of one length take turns as bases of each other's like")
    func turns() {
        var bases = KeptBases()
        let kinds = ["a", "b"].map { String(repeating: #""\#($0)":1,"#, count: 50) }
        for number in 0..<6 {
            for kind in kinds {
                let bytes = Array((kind + "\(number)").utf8)
                let kept = bases.kept(KeptBytes(bytes))
                #expect(kept.bytes == bytes)
                #expect((kept.ownCount < 20) == (number > 0))
            }
        }
    }

    @Test("Very short and very long bytes are kept whole", arguments: [0, 127, 16_385])
    func lengths(count: Int) {
        var bases = KeptBases()
        let bytes = [UInt8](repeating: 7, count: count)
        for _ in 0..<2 { #expect(bases.kept(KeptBytes(bytes)).ownCount == count) }
    }
}
