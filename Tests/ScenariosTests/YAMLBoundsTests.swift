import Testing

@testable import Scenarios

@Suite("A file of anything at all")
struct YAMLBoundsTests {
    /// Returns the mistakes reported for a file, one line each without its text.
    private func mistakes(_ yaml: String) -> [String] {
        do throws(Diagnostics) {
            _ = try Scenario(name: "x", yaml: yaml, file: "x.yaml")
            return []
        } catch {
            return error.list.map { "\($0.line):\($0.column) \($0.message)" }
        }
    }

    @Test("cannot grow by its aliases")
    func laughs() {
        var yaml = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...9 {
            let list = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            yaml += "a\(level): &a\(level) [\(list)]\n"
        }
        #expect(mistakes(yaml) == ["6:10 more values than a file may have"])
    }

    @Test("cannot grow by aliases that are keys")
    func keys() {
        var yaml = "a0: &a0 [lol, lol]\n"
        for level in 1...40 {
            yaml += "a\(level): &a\(level) {? *a\(level - 1) : x, ? [*a\(level - 1)] : y}\n"
        }
        #expect(mistakes(yaml) == ["2:12 a key must be a word"])
    }

    @Test("cannot grow deep by its aliases")
    func deepAliases() {
        var yaml = "a0: &a0 [x]\n"
        for level in 1...2000 { yaml += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(mistakes(yaml) == ["64:12 more than 64 levels deep"])
    }

    @Test(
        "cannot be deep",
        arguments: ["[", "{a: ", "- ", "? ", "- {a: [", "&a [", "!!seq [", "'", "\"", "|\n ", "*"])
    func deep(opening: String) {
        for count in [70, 999, 1001, 20_000] {
            #expect(!mistakes(String(repeating: opening, count: count)).isEmpty)
        }
        let closed = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect(mistakes(closed) == ["1:66 more than 64 levels deep"])
    }

    @Test(
        "may end anywhere: the mistake is in a line that it has",
        arguments: [
            "{a: ", "[1", "'x", "\"x", "a: {b: c,", "a:\n  - [b\nc", "? {x", "a: &", "a: !",
            "a\nb: [\"", "a: |\n b\nc", "%", "--- {",
        ])
    func unfinished(yaml: String) {
        let lines = yaml.split(separator: "\n")
        for end in ["", "\n"] {
            do throws(Diagnostics) {
                _ = try Scenario(name: "x", yaml: yaml + end, file: "x.yaml")
            } catch {
                let lineCount = lines.count + end.count
                #expect(error.list.allSatisfy { (1...lineCount).contains($0.line) }, "\(error)")
            }
        }
        #expect(!mistakes(yaml).isEmpty)
    }

    @Test("may have 4,000 duplicate keys, and one of them is told")
    func duplicates() {
        let yaml = (0..<4000).map { "k\($0): 1\nk\($0): 2\n" }.joined()
        let told = mistakes(yaml)
        #expect(told.count == 1)
        #expect(told.first?.hasSuffix("more than 10 keys are given twice") == true)
        let few = (0..<5).map { "k\($0): 1\nk\($0): 2\n" }.joined() + "rules: []"
        #expect(mistakes(few).filter { $0.contains("duplicate key") }.count == 5)
    }

    @Test("tells a hundred mistakes, and how many more there are")
    func manyMistakes() {
        let yaml = "rules: []\n" + (0..<500).map { "k\($0): 1\n" }.joined()
        let told = mistakes(yaml)
        #expect(told.count == 101)
        #expect(told.last == "0:0 and 400 mistakes more")
    }

    @Test("is told with no more of a long line than fits")
    func longLine() {
        let yaml = "{title: \(String(repeating: "x", count: 500_000)), rule: []}"
        do throws(Diagnostics) {
            _ = try Scenario(name: "x", yaml: yaml, file: "x.yaml")
            Issue.record("it was read")
        } catch {
            #expect(error.description.utf8.count < 2000)
        }
    }

    @Test("cannot be larger than a megabyte")
    func large() {
        #expect(
            mistakes("#" + String(repeating: "x", count: 1_048_576))
                == ["0:0 the file is larger than 1048576 bytes"])
    }

    @Test("has no more rules, replies or conditions than can be looked through")
    func long() {
        let rules = (0..<501).map { "  - {name: r\($0), replies: [normal]}\n" }.joined()
        #expect(mistakes("rules:\n" + rules) == ["2:3 `rules` takes at most 500 values"])
        let replies = Array(repeating: "normal", count: 1001).joined(separator: ", ")
        #expect(
            mistakes("rules: [{name: a, replies: [\(replies)]}]")
                == ["1:28 `replies` takes at most 1000 values"])
    }

    @Test(
        "has numbers within bounds",
        arguments: [
            "seed: 99999999999999999999", "seed: -1", "seed: 1e999", "seed: .inf", "seed: .nan",
            "rules: [{name: a, every: 99999999999, replies: [normal]}]",
            "rules: [{name: a, chance: 1e99%, replies: [normal]}]",
            "rules: [{name: a, chance: 99999999999999999999%, replies: [normal]}]",
            "rules: [{name: a, replies: [{delay: 999999999999d}]}]",
            "rules: [{name: a, replies: [{delay: .inf}]}]",
            "rules: [{name: a, replies: [{delay: 0.0000000000000000000000001s}]}]",
            "rules: [{name: a, when: {amount: 9223372036854775808}, replies: [normal]}]",
            "rules: [{name: a, when: {cents: {min: -9223372036854775809}}, replies: [normal]}]",
            "rules: [{name: a, replies: [{error: 999999999999999999999 GENERAL_ERROR}]}]",
            "rules: [{name: a, replies: [{garbled: truncated, at: 99999999999999999999}]}]",
            "rules: [{name: a, replies: [{slow: {bytes: 9999999999, every: 1s}}]}]",
            "expect: {retries: 9223372036854775807}", "judge: {D3: {retriesMax: 1e9}}",
        ])
    func numbers(yaml: String) {
        let told = mistakes(yaml.hasPrefix("rules") ? yaml : yaml + "\nrules: []")
        #expect(!told.isEmpty && told.allSatisfy { $0.hasPrefix("1:") }, "\(told)")
    }
}

@Suite("Merge keys and aliases")
struct MergeKeyTests {
    private func read(_ yaml: String) throws -> Scenario {
        try Scenario(name: "x", yaml: yaml, file: "x.yaml", providers: ["default", "ott"])
    }

    @Test("bring the members that a mapping does not give itself")
    func merging() throws {
        let merged = try read(
            """
            rules:
              - &first {name: a, on: [provision], when: &when {cents: 1}, replies: [normal]}
              - {<<: *first, name: b, on: [retry], when: {<<: *when, provider: ott}}
              - <<: [*first, {every: 2, chance: 5%}]
                name: c
                on: [confirm]
                replies:
                  - &lost {lost: reply, by: reset}
                  - <<: *lost
                    by: close
            """)
        let plain = try read(
            """
            rules:
              - {name: a, on: [provision], when: {cents: 1}, replies: [normal]}
              - {name: b, on: [retry], when: {provider: ott, cents: 1}, replies: [normal]}
              - name: c
                on: [confirm]
                when: {cents: 1}
                every: 2
                chance: 5%
                replies: [{lost: reply, by: reset}, {lost: reply, by: close}]
            """)
        #expect(merged == plain)
    }

    @Test(
        "are told with the place of what is wrong",
        arguments: [
            (
                "rules:\n  - &a {name: a, on: [confirm], wen: {}, replies: [normal]}\n"
                    + "  - {<<: *a, name: b, on: [retry]}",
                ["2:33 unknown key `wen`"]
            ),
            ("rules: [*a]", ["1:9 nothing before is named `&a`"]),
            ("rules: &a [*a]", ["1:12 nothing before is named `&a`"]),
            ("title: *a b\nrules: []", ["1:8 nothing before is named `&a b`"]),
            (
                "rules:\n  - {<<: text, name: b, on: [retry], replies: [normal]}",
                ["2:10 `<<` merges a mapping, or a list of them"]
            ),
            (
                "rules:\n  - {<<: {}, <<: {}, name: b, replies: [normal]}",
                ["2:14 duplicate key `<<`"]
            ),
            ("*a : x\nrules: []", ["1:1 a key must be a word"]),
        ])
    func places(yaml: String, expected: [String]) {
        let error = #expect(throws: Diagnostics.self) { try read(yaml) }
        let told = (error?.list ?? []).map { "\($0.line):\($0.column) \($0.message)" }
        #expect(told == expected)
    }

    @Test("do not take an asterisk in text for an alias")
    func asterisks() throws {
        let scenario = try read(
            """
            title: 2 * 3 *x "*y"
            rules:
              # *comment
              - name: '*quoted*'
                when: {terminal: {matches: a.*b*}, product: "*"}
                replies: [normal]
            """)
        #expect(scenario.title == #"2 * 3 *x "*y""#)
        #expect(scenario.ruleNames == ["*quoted*"])
        #expect(
            scenario.rules.first?.conditions.map(\.description)
                == ["terminal matches a.*b*", "product *"])
    }
}
