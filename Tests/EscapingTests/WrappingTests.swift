import Escaping
import Testing

/// Prose in lines of a terminal's width.
struct WrappingTests {
    @Test(
        "Prose is folded between words; what a reader copies stays whole",
        arguments: [
            ("short", "short"), ("", ""), ("a\n\nb", "a\n\nb"),
            ("eleven and twelve more", "eleven and\n    twelve\n    more"),
            ("  indented words here", "  indented\n      words\n      here"),
            ("see /a/path/that/is/long now", "see\n    /a/path/that/is/long\n    now"),
            ("run `a b c` first of all", "run `a b c`\n    first of\n    all"),
            ("an `open quote of words", "an\n    `open quote\n    of words"),
        ])
    func folded(prose: String, lines: String) {
        #expect(prose.folded(to: 12) == lines)
    }

    @Test("The beginning of a mistake stays in one line with its first word")
    func beginning() {
        let mistake = "unknown key here".folded(to: 20, behind: "a.yaml:12:3: error: ")
        #expect(mistake == "a.yaml:12:3: error: unknown\n    key here")
    }

    @Test("No command of a CI server begins a folded line")
    func commands() {
        let lines = "some words ::error::x".folded(to: 12).split(separator: "\n")
        #expect(lines.count == 2)
        #expect(!lines[1].contains("::error"))
    }
}
