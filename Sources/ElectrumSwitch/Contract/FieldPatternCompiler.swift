/// Compiles the text of a `FieldPattern`.
///
/// Supports `^` at the start, `[…]` with ranges, `.`, `\d`, escaped punctuation and plain
/// characters, each once or followed by `?`, `{n}` or `{n,m}`.
struct FieldPatternCompiler {
    private var rest: Substring.UnicodeScalarView

    init(_ text: String) {
        rest = Substring(text).unicodeScalars
        if rest.first == "^" { rest.removeFirst() }
    }

    /// Compiles the text; nil if it has a form not listed above.
    mutating func compile() -> [FieldPattern.Piece]? {
        var pieces: [FieldPattern.Piece] = []
        while !rest.isEmpty {
            guard let characters = takeClass(), let counts = takeCounts() else { return nil }
            pieces.append(FieldPattern.Piece(characters: characters, counts: counts))
        }
        return pieces
    }

    private mutating func takeClass() -> CharacterClass? {
        switch rest.popFirst() {
        case "[": return takeSet()
        case ".": return .any
        case "\\": return takeEscape()
        case let plain? where plain.isASCII && !"^$*+?{}()|]".unicodeScalars.contains(plain):
            return CharacterClass(plain...plain)
        default: return nil
        }
    }

    private mutating func takeSet() -> CharacterClass? {
        guard rest.first != "^" else { return nil }
        var set = CharacterClass()
        while let first = rest.popFirst() {
            guard first != "]" else { return set }
            guard first.isASCII, first != "\\" else { return nil }
            var last = first
            if rest.first == "-", let end = rest.dropFirst().first, end != "]" {
                guard end.isASCII, end >= first else { return nil }
                last = end
                rest.removeFirst(2)
            }
            set.formUnion(CharacterClass(first...last))
        }
        return nil
    }

    private mutating func takeEscape() -> CharacterClass? {
        guard let escaped = rest.popFirst() else { return nil }
        if escaped == "d" { return .digit }
        guard escaped.isASCII, !escaped.properties.isAlphabetic,
            !CharacterClass.digit.contains(escaped)
        else { return nil }
        return CharacterClass(escaped...escaped)
    }

    private mutating func takeCounts() -> ClosedRange<Int>? {
        switch rest.first {
        case "?":
            rest.removeFirst()
            return 0...1
        case "{":
            guard let end = rest.firstIndex(of: "}") else { return nil }
            let bounds = rest[..<end].dropFirst().split(
                separator: ",", omittingEmptySubsequences: false
            ).map { Int(String($0)) }
            rest = rest[rest.index(after: end)...]
            switch (bounds.count, bounds.first, bounds.last) {
            case (1...2, let least??, let most??) where least <= most: return least...most
            default: return nil
            }
        default:
            return 1...1
        }
    }
}
