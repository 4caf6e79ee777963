import Conformance
import FuzzInputs
import Testing
import Vocabulary

/// Damaged journals end neither the mock that lives through them nor the report that judges them.
struct JournalFuzzTests {
    private static let numbers = [
        "-9223372036854775808", "9223372036854775807", "9223372036854775808", "-1", "0", "1e99",
        "9007199254740993", "0.5", "99999999999999999999999999", "null", "\"1\"", "[]", "{}",
    ]

    @Test("A damaged journal is read, or refused", arguments: 0..<4)
    func damaged(shard: UInt64) throws {
        let seed = 20_260_128 + shard
        print("journal fuzz seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let sample = try SampleJournal.lines()
        #expect(sample.count > 15)
        #expect(FuzzedJournal.check(SampleJournal.file(sample), as: ReportFormat.allCases))
        var readable = 0
        for _ in 0..<TestInputs.count(1_000) / 4 {
            // Short, so that many can be tried; the sandbox's own record is always there.
            var lines = Array(sample.prefix(2))
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                lines.append(sample.dropFirst(2).randomElement(using: &generator) ?? "")
            }
            for _ in 0...Int.random(in: 0...2, using: &generator) {
                Self.damage(&lines, using: &generator)
            }
            let format = ReportFormat.allCases.randomElement(using: &generator) ?? .text
            if FuzzedJournal.check(SampleJournal.file(lines), as: [format]) { readable += 1 }
        }
        #expect(readable > 0)
    }

    private static func damage(_ lines: inout [String], using generator: inout SeededGenerator) {
        guard let index = lines.indices.randomElement(using: &generator) else { return }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: lines.swapAt(index, lines.count - 1)
        case 1: lines.insert(lines[index], at: index)
        case 2:
            var bytes = Array(lines[index].utf8)
            Damage.damage(&bytes, using: &generator)
            lines[index] = String(decoding: bytes, as: UTF8.self).replacing("\n", with: " ")
        default: damageMember(of: &lines[index], using: &generator)
        }
    }

    /// Drops, doubles, retypes or exaggerates a member, or flips a bit in it.
    private static func damageMember(
        of line: inout String, using generator: inout SeededGenerator
    ) {
        let found = line.matches(of: /"\w+":("(?:[^"\\]|\\.)*"|-?\d+|null|true|false|\{\}|\[\])/)
        guard let member = found.randomElement(using: &generator) else { return }
        let value = member.output.1.startIndex..<member.output.1.endIndex
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: line.replaceSubrange(member.range, with: "\"gone\":1")
        case 1: line.insert(contentsOf: line[member.range] + ",", at: member.range.lowerBound)
        case 2, 3: line.replaceSubrange(value, with: numbers.randomElement(using: &generator) ?? "")
        default:
            var bytes = Array(line[value].utf8)
            guard let place = bytes.indices.randomElement(using: &generator) else { return }
            bytes[place] ^= 1 << UInt8.random(in: 0..<7, using: &generator)
            line.replaceSubrange(value, with: String(decoding: bytes, as: UTF8.self))
        }
    }
}
