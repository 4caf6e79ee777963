/// A regular expression of the syntax that docs/scenarios.md tells. It matches a whole text or none
/// of it, in time linear in the text, and no longer than the budget of the message allows: no
/// pattern, however written, can hold up a lane.
struct Pattern: Sendable, Hashable {
    /// The longest pattern, in characters.
    static let textMax = 1000
    /// The longest text that can match, in UTF-8 bytes; no member of a message is nearly as long.
    static let candidateBytesMax = 16_384

    /// The pattern as written in the file.
    let text: String
    private let automaton: Automaton

    /// Parses a pattern.
    ///
    /// - Throws: if it is not valid, or cannot be matched in linear time.
    init(parsing text: String) throws(Complaint) {
        guard text.unicodeScalars.count <= Self.textMax else {
            throw Complaint(
                "a regular expression of more than \(Self.textMax) characters",
                hint: "a list of values, or several rules, say the same")
        }
        var parser = PatternParser(text)
        automaton = try Automaton(try parser.parse())
        self.text = text
    }

    /// Returns true if the whole of a text matches; one longer than `candidateBytesMax` never does.
    func matches(_ candidate: String, _ budget: inout MatchBudget) -> Bool {
        guard candidate.utf8.count <= Self.candidateBytesMax else { return false }
        return automaton.accepts(candidate.unicodeScalars, &budget)
    }

    /// True if a header may be so long that to match it alone takes more than a message may.
    var mayExceedBudget: Bool {
        let bound = MatchBudget.stepsMax
        return automaton.stepsMax(length: Self.headerBytes, bound: bound) > bound
    }

    /// A long header: half of what a request may have.
    private static let headerBytes = 8192

    static func == (pattern: Pattern, other: Pattern) -> Bool { pattern.text == other.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension Pattern {
    /// A pattern as a tree. Its depth is bounded by the parser.
    indirect enum Node: Sendable {
        case scalars(ScalarSet)
        case sequence([Node])
        case choice([Node])
        /// Without an upper bound when `max` is nil.
        case repetition(Node, min: Int, max: Int?)
        case start
        case end
    }
}

/// The work that the rules of a scenario may take for one message, in steps of some ten
/// nanoseconds: a state of a regular expression at a character, a value of a list, a condition.
///
/// Each pattern is linear in what it looks at, but the sum of hundreds is not small: a lane does
/// nothing else meanwhile.
struct MatchBudget {
    /// The most steps for a message, some 3 ms.
    static let stepsMax = 250_000

    private(set) var left = MatchBudget.stepsMax

    /// True if more was taken than there is.
    var isSpent: Bool { left < 0 }

    /// Takes steps from the budget; a debt beyond it is not borne by the next request alone.
    mutating func take(_ steps: Int) {
        left = max(-1, left - min(steps, Self.stepsMax + 1))
    }
}
