import JSONTree
import TestSupport
import Testing
import Vocabulary

/// Texts damaged at random.
struct JSONFuzzTests {
    private static let originals = [
        #"{"id":"a1","amount":-12.50e+3,"ok":true,"none":null,"tags":["x",[],{}]}"#,
        #"["\u00e9\n\"\\\/","é€😀","\ud83d\ude00",0,-0,1e400]"#,
        "{\"a\" : {\"b\" :\t[1,\r\n2 , {\"c\":false}]}, \"\":\"\"}",
    ].map { Array($0.utf8) }
    private static let telling =
        Array("{}[]\",:\\/0-+.eEu \n\0tfn".utf8) + [0xC3, 0xE2, 0xED, 0xFF]

    @Test(
        "Whatever is accepted encodes to a text of the same tree",
        arguments: 1...4 as ClosedRange<UInt64>)
    func reencodes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var accepted = 0
        for _ in 0..<25_000 {
            let input = Self.damaged(using: &random)
            guard let tree = try? JSON(parsing: input) else { continue }
            accepted += 1
            guard let again = try? JSON(parsing: tree.encoded), again == tree else {
                Issue.record("seed \(seed): \(String(decoding: input, as: UTF8.self))")
                return
            }
        }
        #expect(accepted > 100, "seed \(seed)")
        #expect(accepted < 24_900, "seed \(seed)")
    }

    private static func damaged(using random: inout SeededGenerator) -> [UInt8] {
        var bytes = originals[random.below(originals.count)]
        for _ in 0...random.below(3) where !bytes.isEmpty {
            let place = random.below(bytes.count)
            switch random.below(5) {
            case 0: bytes[place] = telling[random.below(telling.count)]
            case 1: bytes[place] ^= 1 << UInt8(random.below(8))
            case 2: bytes.insert(telling[random.below(telling.count)], at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(4)))
            default:
                let end = min(bytes.count, place + 1 + random.below(8))
                bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
            }
        }
        return bytes
    }
}
