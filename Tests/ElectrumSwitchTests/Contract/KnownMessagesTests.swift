import JSONTree
import TestSupport
import Testing
import Vocabulary

@testable import ElectrumSwitch

/// A message that is like one before it is read by that one, and the same must come of it.
struct KnownMessagesTests {
    private static let messages: [(JSON, Schema)] = [
        (OfficialSample.provisionRequest, .provisionRequest),
        (OfficialSample.confirmation, .tenderAdvice),
        (OfficialSample.reversal, .basicReversal),
    ]

    private static let shards = 4

    @Test("A message with other bytes in it is read as if it were the first", arguments: 0..<shards)
    func variants(shard: Int) throws {
        let seed = SeededGenerator.testSeed &+ UInt64(shard)
        print("known messages seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var counts = (valid: 0, refused: 0, malformed: 0)
        for (message, schema) in Self.messages {
            for unknownFields in [Validator.UnknownFields.refuse, .ignore] {
                let validator = Validator(unknownFields: unknownFields)
                for _ in 0..<1_000 {
                    // The next is compared with it.
                    _ = try validator.read(message.encoded, against: schema)
                    let bytes = Self.changed(message.encoded, using: &generator)
                    let first = Outcome(of: bytes, schema, Validator(unknownFields: unknownFields))
                    let next = Outcome(of: bytes, schema, validator)
                    try #require(
                        first == next, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
                    switch first {
                    case .read(_, _, _, let violations, _) where violations.isEmpty:
                        counts.valid += 1
                    case .read: counts.refused += 1
                    case .malformed: counts.malformed += 1
                    }
                }
            }
        }
        #expect(min(counts.valid, counts.refused, counts.malformed) > 500, "\(counts)")
    }

    @Test(
        "A value of the same length is checked as every other",
        arguments: [
            (
                #""7e1f9a52-6f2a-4c56-9d0e-1b5d0c7f3a88""#,
                #""7e1f9a52-6f2a-4c56-9d0e+1b5d0c7f3a88""#
            ),
            ("2026-01-28T10:41:29.123Z", "2026-13-28T10:41:29.123Z"),
            ("10000", "-1000"), ("10000", "1000."), ("10000", "01000"), ("10000", "1e100"),
            ("GOODS_AND_SERVICES", "GOODS_AND_SERVISES"), (#""amount""#, #""anount""#),
            (#""region""#, #""coiuntry""#), (#""rrn""#, #""id":""#), ("Cape Town", "Cape\\nown"),
            ("Cape Town", "Cape\"Town"), ("Cape Town", "Cape To\u{1}n"), ("Cape Town", "Cape Törn"),
        ])
    func sameLength(old: String, new: String) throws {
        let sample = String(decoding: OfficialSample.provisionRequest.encoded, as: UTF8.self)
        try #require(sample.contains(old))
        let validator = Validator(unknownFields: .refuse)
        _ = try validator.read(Array(sample.utf8), against: .provisionRequest)
        let changed = Array(sample.replacing(old, with: new).utf8)
        #expect(
            Outcome(of: changed, .provisionRequest, validator)
                == Outcome(of: changed, .provisionRequest, Validator(unknownFields: .refuse)))
    }

    /// A message in which one to four bytes are others, mostly such as values have.
    private static func changed(
        _ bytes: [UInt8], using generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = bytes
        for _ in 0...generator.below(4) {
            let place = generator.below(bytes.count)
            let isLikely = generator.chance(90)
            let isValue = bytes[place] >= UInt8(ascii: "0") && bytes[place] != UInt8(ascii: ":")
            guard !isLikely || isValue else { continue }
            bytes[place] =
                isLikely
                ? generator.pick(Array("0123456789abefABEF".utf8))
                : generator.pick(Array(#""\{}[]:, -.eE\#u{7}é"#.utf8))
        }
        return bytes
    }

    private enum Outcome: Equatable {
        case read([UInt8], JSON, MessagePlaces, violations: [String], tolerated: [String])
        case malformed(JSONSyntaxError)

        init(of bytes: [UInt8], _ schema: Schema, _ validator: Validator) {
            do {
                let checked = try validator.read(bytes, against: schema)
                self = .read(
                    checked.message.bytes, JSONView(checked.message).json, checked.places,
                    violations: checked.violations, tolerated: checked.tolerated)
            } catch {
                self = .malformed(error)
            }
        }
    }
}
