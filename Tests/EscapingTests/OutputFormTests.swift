import Escaping
import Testing

struct OutputFormTests {
    /// Characters that must not reach a log or a report unescaped.
    private static let invisible: [Unicode.Scalar] =
        [
            0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x061C...0x061C, 0x200B...0x200F,
            0x2028...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF...0xFEFF, 0xFFF9...0xFFFB,
            0xFFFE...0xFFFF, 0xE000...0xE000, 0x1D173...0x1D17A, 0xE0001...0xE0001,
            0xE0020...0xE007F, 0x10FFFF...0x10FFFF,
        ].flatMap { $0.compactMap(Unicode.Scalar.init) }

    @Test("Nothing invisible is left in any form, at any place", arguments: OutputForm.allCases)
    func invisible(form: OutputForm) {
        for scalar in Self.invisible where !(form == .json && scalar == "\n") {
            for text in ["\(scalar)", "\(scalar)a", "a\(scalar)", "a\(scalar)b\(scalar)"] {
                let found = text.escaped(for: form)
                #expect(!found.unicodeScalars.contains(scalar), "U+\(scalar.value) in \(form)")
            }
        }
    }

    @Test("What can be seen stays, whatever the language", arguments: OutputForm.allCases)
    func visible(form: OutputForm) {
        for text in ["term0001", "Café €5", "Ünïcødé", "東京", "кассир", "e\u{301}", "a b"] {
            #expect(text.escaped(for: form) == text)
        }
    }

    @Test(
        "No command of a CI server is left in a line",
        arguments: [
            ("::error file=a::b", "::e"), ("  ::add-mask::x", "::add"), ("##[error]x", "##["),
            ("x ##[group]", "##["), ("##vso[task.complete]", "##v"),
            ("##teamcity[testFailed]", "##t"), ("###[error]", "##"),
            ("section_start:1:a\r\u{1B}[0Kx", "\r\u{1B}"), ("a\n::error::b", "\n"),
            ("a\r\n::error::b", "\r"), ("a\u{85}::error::b", "\u{85}"),
        ])
    func commands(text: String, mark: String) {
        #expect(!text.escaped(for: .line).contains(mark), "\(text.escaped(for: .line))")
        #expect(!text.escaped(for: .codeBlock).contains(mark))
    }

    @Test(
        "Markdown keeps no link, image, markup, cell, code, mention or formula",
        arguments: [
            ("[a](javascript:x)", #"\[a\](javascript:x)"#),
            ("![a](http://e/x.png)", #"\!\[a\](http:\//e/x.png)"#),
            ("https://e.example", #"https:\//e.example"#), ("www.e.example", #"www\.e.example"#),
            ("a@e.example", #"a\@e.example"#), ("<b>|`*_~$#", ##"&lt;b&gt;\|\`\*\_\~\$\#"##),
            ("&lt;", "&amp;lt;"), (#"\[a]"#, #"\\\[a\]"#), ("a\nb", #"a\nb"#),
        ])
    func markdown(text: String, expected: String) {
        #expect(text.escaped(for: .markdown) == expected)
    }

    @Test("A code block cannot be ended from within")
    func codeBlock() {
        #expect(!"```".escaped(for: .codeBlock).contains("`"))
        #expect(!"\n```".escaped(for: .codeBlock).contains("\n"))
    }

    @Test("Markup keeps no mark of its own")
    func markup() {
        #expect("<a b='c\"'>&".escaped(for: .markup) == "&lt;a b=&#39;c&quot;&#39;&gt;&amp;")
    }

    @Test("In JSON what is escaped means the same")
    func json() {
        #expect("{\"a\":\"\u{202E}\"}".escaped(for: .json) == #"{"a":"\u202e"}"#)
        #expect("\u{E0001}".escaped(for: .json) == #"\udb40\udc01"#)
    }

    @Test("A text is cut to its bound, and the rest is counted", arguments: OutputForm.allCases)
    func bound(form: OutputForm) {
        let long = String(repeating: "x", count: 1 << 20)
        #expect(long.escaped(for: form, max: 3) == "xxx… (1048573 more)")
        #expect("xxx".escaped(for: form, max: 3) == "xxx")
        #expect("\u{1}\u{1}".escaped(for: form, max: 1).hasSuffix("… (1 more)"))
    }
}
