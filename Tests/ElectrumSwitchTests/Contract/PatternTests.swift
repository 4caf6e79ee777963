import Testing

@testable import ElectrumSwitch

struct PatternTests {
    @Test(
        "A pattern of the contract tells what fits from what does not", arguments: PatternSample.all
    )
    func matches(sample: PatternSample) throws {
        let pattern = try #require(FieldPattern(sample.pattern))
        for text in [sample.shortest, sample.longest] {
            #expect(pattern.matches(text), "\(text)")
        }
        for text in sample.misfits {
            #expect(!pattern.matches(text), "\(text)")
        }
    }

    @Test("Every pattern of the tables has a sample")
    func covered() {
        let patterns = ContractSamples.schemas.flatMap(\.fields).compactMap { field in
            switch field.type {
            case .string(.pattern(let pattern)), .stringOrNumber(.pattern(let pattern)):
                pattern.text
            default: nil as String?
            }
        }
        #expect(Set(patterns) == Set(PatternSample.all.map(\.pattern)))
    }

    @Test(
        "A plain character, an escaped one and a hyphen at the end of a set stand for themselves",
        arguments: [
            ("ab", "ab", "a"), (#"\[\]"#, "[]", "[["), ("[a-]{2}", "a-", "ab"),
            ("[-a]{2}", "-a", "b-"),
            ("a?b", "b", "aab"), (#"\.\\"#, #".\"#, "x\\"), ("a{2,3}b", "aaab", "ab"),
            ("", "", "a"),
        ])
    func literals(text: String, fitting: String, misfit: String) throws {
        let pattern = try #require(FieldPattern(text))
        #expect(pattern.matches(fitting))
        #expect(!pattern.matches(misfit))
    }

    @Test(
        "A form the contract does not have is refused",
        arguments: [
            "(a)", "a|b", "a*", "a+", "a$", "[^a]", "[a", "a]", "[z-a]", #"\w"#, #"\"#, #"[\d]"#,
            "a{", "a{}", "a{,2}", "a{2,}", "a{3,2}", "a{1,2,3}", "a{x}", "a}", "{2}", "?", "a??",
            "é",
        ])
    func refuses(text: String) {
        #expect(FieldPattern(text) == nil)
    }

    @Test(
        "A pattern that would need backtracking is refused",
        arguments: ["[0-9]{1,2}[0-9]", ".?a", "a?b?a", "[a-c]{0,3}[d-f]?c"])
    func refusesAmbiguous(text: String) {
        #expect(FieldPattern(text) == nil)
    }

    @Test("Classes of varying count that share nothing may follow one another")
    func acceptsDisjoint() throws {
        let pattern = try #require(FieldPattern("a{0,2}b?[0-9]{1,3}"))
        #expect(pattern.matches("aab1"))
        #expect(pattern.matches("123"))
        #expect(!pattern.matches("aab"))
    }
}

extension FieldPattern {
    fileprivate func matches(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer(matches)
    }
}
