import FuzzInputs
import Testing
import Vocabulary

@testable import Scenarios

@Suite("A regular expression")
struct PatternTests {
    @Test(
        "matches a whole text",
        arguments: [
            ("", ""), ("abc", "abc"), ("a|bc|", "bc"), ("a|bc|", ""), ("a*", "aaaa"), ("a+b?", "a"),
            ("(ab)*", "abab"), ("(?:ab){2}", "abab"), ("a{2,}", "aaaa"), ("a{1,3}", "aaa"),
            ("a{0}", ""), ("[a-c]+", "cab"), ("[^a-c]+", "xyzé€"), (#"\d+"#, "0123456789"),
            (#"[\d,]+"#, "1,2"), (#"\w+"#, "aZ_9"), (#"\W\S\D"#, "-xx"), (#"\s*"#, " \t\n"),
            (#"\.\*\[\\\/"#, #".*[\/"#), ("^abc$", "abc"), ("(^a|b)*$", "abb"), ("é€🎟", "é€🎟"),
            (".", "🎟"), ("(?i)abc[x-z]", "aBCY"), (#"\x41\u00e9\t"#, "Aé\t"), ("a-b", "a-b"),
            ("[-a]+[a-]", "-a-"), ("]}", "]}"), ("a*?b+?", "aab"), ("()*", ""), ("(a*)*", "aa"),
            ("((a|b)*|c){2}", "cab"), ("STL.{1,20}", "STL1"), ("[.*]", "*"),
        ])
    func matching(pattern: String, text: String) throws {
        #expect(try Pattern(parsing: pattern).matches(text))
    }

    @Test(
        "does not match anything else",
        arguments: [
            ("abc", "ab"), ("abc", "abcd"), ("abc", "ABC"), ("a|b", "ab"), ("a{2,3}", "aaaa"),
            (".", "\n"), (".", ""), (#"\d"#, "٣"), (#"\w"#, "é"), ("[^a]", "a"), ("a^b", "ab"),
            ("a$b", "ab"), ("(?i)[^a]", "A"), ("e\u{301}", "é"), ("$a", "a"),
        ])
    func notMatching(pattern: String, text: String) throws {
        #expect(try !Pattern(parsing: pattern).matches(text))
    }

    @Test(
        "is refused with what is wrong and where, when it is not understood or could be slow",
        arguments: [
            ("a(b", "`(` is never closed, at character 2"),
            ("a)b", "`)` closes nothing, at character 2"),
            ("[a", "`[` is never closed, at character 1"),
            ("x[]", "a class without characters, at character 2"),
            ("[[a]", "`[` inside a class, at character 2"),
            ("[b-a]", "a range with the later character first, at character 2"),
            (#"[a-\d]"#, "a range that ends in a class, at character 4"),
            ("*a", "`*` repeats nothing, at character 1"),
            ("a|+", "`+` repeats nothing, at character 3"),
            ("a**", "`*` repeats a repetition, at character 3"),
            ("a{2}{3}", "`{` repeats a repetition, at character 5"),
            ("a++", "a repetition that gives nothing back is not known, at character 3"),
            ("a{,3}", "`{` begins no repetition, at character 2"),
            ("a{x}", "`{` begins no repetition, at character 2"),
            ("a{3", "`{` begins no repetition, at character 2"),
            ("a{3,2}", "a repetition with the larger number first, at character 2"),
            ("a{1001}", "a repetition of more than 1000, at character 2"),
            ("a{99999999999999999999}", "a repetition of more than 1000, at character 2"),
            (
                #"(a)\1"#,
                #"`\1` refers back to a group, which cannot be matched in linear time, "#
                    + "at character 4"
            ),
            (
                "(?=a)",
                "`(?` begins what cannot be matched in linear time, or is not known, "
                    + "at character 1"
            ),
            (#"\bx"#, #"unknown escape `\b`, at character 1"#),
            (#"\p{L}"#, #"unknown escape `\p`, at character 1"#),
            (#"a\"#, #"`\` escapes nothing, at character 2"#),
            (#"\x4"#, #"`\x` needs 2 hexadecimal digits, at character 1"#),
            (#"\uD800"#, #"`\u` needs 4 hexadecimal digits, at character 1"#),
        ])
    func refusals(pattern: String, problem: String) {
        let complaint = #expect(throws: Complaint.self) { try Pattern(parsing: pattern) }
        #expect(
            complaint?.message == "`\(pattern)` is not a regular expression: \(problem)")
    }

    @Test(
        "is refused when it is too large, whatever it says",
        arguments: [
            (
                String(repeating: "(", count: 5000),
                "a regular expression of more than 1000 characters"
            ),
            (
                String(repeating: "[", count: 5000),
                "a regular expression of more than 1000 characters"
            ),
            (
                "((a{100}){100}){100}",
                "a regular expression that takes more than 1000 states"
            ),
            ("(a|b){0,999}", "a regular expression that takes more than 1000 states"),
        ])
    func bounds(pattern: String, message: String) {
        let complaint = #expect(throws: Complaint.self) { try Pattern(parsing: pattern) }
        #expect(complaint?.message == message)
        let nested = String(repeating: "(", count: 51) + "a" + String(repeating: ")", count: 51)
        #expect(throws: Complaint.self) { try Pattern(parsing: nested) }
    }

    @Test("of nothing, repeated however often, takes no time")
    func repeatedNothing() throws {
        let pattern = try Pattern(parsing: "(((){1000}){1000}){1000}")
        #expect(pattern.matches(""))
        #expect(!pattern.matches("a"))
    }

    @Test(
        "takes time linear in the text, where a backtracking matcher takes for ever",
        arguments: ["(a+)+b", "(a|a)*b", "(a*)*b", "(a|aa)+b", "(.*a){20}b", "a?{30}a{30}b"])
    func linear(pattern: String) throws {
        guard let pattern = try? Pattern(parsing: pattern) else { return }
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(!pattern.matches(String(repeating: "a", count: 16_000)))
        }
        // A hundred times what it takes in a debug build; a backtracking one takes years.
        #expect(time < .seconds(30))
    }

    @Test("does not match a text longer than 16 KiB, and says so quickly")
    func longText() throws {
        let pattern = try Pattern(parsing: ".*")
        #expect(pattern.matches(String(repeating: "a", count: 16_384)))
        #expect(!pattern.matches(String(repeating: "a", count: 16_385)))
    }

    @Test("matches what Swift's own matches", arguments: 1...4)
    func reference(shard: Int) throws {
        var generator = SeededGenerator(seed: UInt64(shard))
        for _ in 0..<TestInputs.count(800) / 4 {
            let text = Self.randomPattern(depth: 3, &generator)
            guard let pattern = try? Pattern(parsing: text) else { continue }
            let reference = try Regex(text)
            for _ in 0..<8 {
                let length = Int.random(in: 0...6, using: &generator)
                let letters = (0..<length).map { _ in "abc".randomElement(using: &generator) }
                let candidate = String(letters.compactMap { $0 })
                let isMatch = try reference.wholeMatch(in: candidate) != nil
                #expect(
                    pattern.matches(candidate) == isMatch, "seed \(shard): \(text) on \(candidate)")
            }
        }
    }

    private static func randomPattern(depth: Int, _ generator: inout SeededGenerator) -> String {
        let atoms = ["a", "b", ".", "[ab]", "[^a]", #"\w"#, #"\d"#, "c"]
        guard depth > 0 else { return atoms.randomElement(using: &generator) ?? "a" }
        let inner = { (generator: inout SeededGenerator) in
            randomPattern(depth: depth - 1, &generator)
        }
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return inner(&generator) + inner(&generator)
        case 1: return inner(&generator) + "|" + inner(&generator)
        case 2: return "(" + inner(&generator) + "|)"
        case 3: return "(?:" + inner(&generator) + ")*"
        case 4: return "(" + inner(&generator) + ")+"
        case 5: return "(" + inner(&generator) + "){1,2}"
        case 6: return "(" + inner(&generator) + ")?" + inner(&generator)
        default: return inner(&generator)
        }
    }

    @Test("of random characters is read or refused, and never crashes", arguments: 1...4)
    func fuzz(shard: Int) {
        var generator = SeededGenerator(seed: UInt64(shard))
        let alphabet = Array(#"ab()[]{}|*+?^$\dwsDWSxu.,-019:iI<>=!é"#)
        let text = String(repeating: "ab01-", count: 20)
        for _ in 0..<TestInputs.count(2_000) / 4 {
            let length = Int.random(in: 0...30, using: &generator)
            let letters = (0..<length).map { _ in alphabet.randomElement(using: &generator) }
            let source = String(letters.compactMap { $0 })
            let input = "\(source)\n\(text)"
            #expect(throws: Never.self, "seed \(shard): \(source)") {
                try FuzzedScenario.check(pattern: Array(input.utf8)[...])
            }
        }
    }
}
