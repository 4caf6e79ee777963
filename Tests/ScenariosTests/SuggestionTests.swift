import Testing

@testable import Scenarios

/// The suggestions for a name that is not there.
struct SuggestionTests {
    private static let words = [
        "serve", "report", "run", "flows/f1-dual-success", "f1-dual-success",
        "f6-upstream-timeout", "f6-upstream-outage", "f6-upstream-unknown", "f6-upstream-busy",
        "lost-reply-close", "lost-reply-cut", "lost-request-cut", "own", "own",
    ]

    @Test(
        "The nearest word is suggested, or the words with the nearest beginning",
        arguments: [
            // Slips.
            ("serv", "`serve`"), ("srve", "`serve`"), ("rnu", "`run`"), ("SERVE", "`serve`"),
            ("f1-dual-sucess", "`f1-dual-success`"),
            ("flows/f1-dual-sucess", "`flows/f1-dual-success`"), ("onw", "`own`"),
            // Beginnings, also with slips.
            ("rep", "`report`"), ("f1-d", "`f1-dual-success`"),
            ("lost-reply", "`lost-reply-close` or `lost-reply-cut`"),
            (
                "lost-re",
                "`lost-reply-close`, `lost-reply-cut` or `lost-request-cut`"
            ),
            ("lost-rpely", "`lost-reply-close` or `lost-reply-cut`"),
            ("f6-upstrem-out", "`f6-upstream-outage`"),
            (
                "f6-upstrem",
                "`f6-upstream-timeout`, `f6-upstream-outage`, `f6-upstream-unknown` or 1 more"
            ),
            (
                "f6-upstrem…",
                "`f6-upstream-timeout`, `f6-upstream-outage`, `f6-upstream-unknown` or 1 more"
            ),
            // A whole word rather than one that begins so with as many slips.
            ("runs", "`run`"), ("lost-reply-cu", "`lost-reply-cut`"),
            // Nothing near.
            ("s", nil), ("", nil), ("till", nil), ("f7-upstairs", nil),
            (String(repeating: "serve", count: 30), nil),
        ])
    func suggestion(typed: String, suggested: String?) {
        let expected = suggested.map { "; did you mean \($0)?" } ?? ""
        #expect(Suggestion.ending(for: typed, among: Self.words) == expected)
    }

    @Test("A hint names one word, or all that are known")
    func hint() {
        let words = ["delay", "decline", "detail"]
        #expect(Suggestion.hint(for: "delya", among: words) == "did you mean `delay`?")
        #expect(Suggestion.hint(for: "dec", among: words) == "did you mean `decline`?")
        #expect(Suggestion.hint(for: "de", among: words) == "known: delay, decline, detail")
        #expect(Suggestion.hint(for: "x", among: []) == nil)
    }
}
