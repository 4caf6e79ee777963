/// Reads the text of a pattern.
struct PatternParser {
    /// The deepest nesting of groups.
    private static let depthMax = 50
    /// The largest count of a repetition.
    private static let countMax = 1000

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var ignoresCase = false

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    /// - Throws: the first thing that is not understood.
    mutating func parse() throws(Complaint) -> Pattern.Node {
        ignoresCase = skip("(?i)")
        let node = try parseChoice(depth: 0)
        guard position == scalars.count else { throw complaint("`)` closes nothing", hint: #"\)"#) }
        return node
    }

    private mutating func parseChoice(depth: Int) throws(Complaint) -> Pattern.Node {
        var branches = [try parseSequence(depth: depth)]
        while skip("|") { branches.append(try parseSequence(depth: depth)) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func parseSequence(depth: Int) throws(Complaint) -> Pattern.Node {
        var nodes: [Pattern.Node] = []
        while let next = peek, next != "|", next != ")" {
            nodes.append(try parseRepetition(of: try parseAtom(depth: depth)))
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func parseAtom(depth: Int) throws(Complaint) -> Pattern.Node {
        let first = scalars[position]
        switch first {
        case "(": return try parseGroup(depth: depth)
        case "[": return .scalars(try parseClass())
        case "\\": return .scalars(try parseEscape())
        case "*", "+", "?", "{":
            throw complaint(
                "`\(first)` repeats nothing", hint: "\\\(first) is the character itself")
        default: break
        }
        position += 1
        switch first {
        case ".": return .scalars(.anyButLineEnds)
        case "^": return .start
        case "$": return .end
        default: return .scalars(folded(ScalarSet(first)))
        }
    }

    private mutating func parseGroup(depth: Int) throws(Complaint) -> Pattern.Node {
        let start = position
        guard depth < Self.depthMax else {
            throw complaint("groups stand in each other more than \(Self.depthMax) deep")
        }
        if !skip("(?:") {
            guard !starts(with: "(?") else {
                throw complaint(
                    "`(?` begins what cannot be matched in linear time, or is not known",
                    hint: "known: (?:…) for a group, and (?i) at the very beginning")
            }
            position += 1
        }
        let node = try parseChoice(depth: depth + 1)
        guard skip(")") else {
            position = start
            throw complaint("`(` is never closed", hint: #"\( is the character itself"#)
        }
        return node
    }
}

// MARK: Repetitions

extension PatternParser {
    private mutating func parseRepetition(
        of node: Pattern.Node
    ) throws(Complaint) -> Pattern.Node {
        let (min, max): (Int, Int?)
        switch peek {
        case "*": (min, max) = (0, nil)
        case "+": (min, max) = (1, nil)
        case "?": (min, max) = (0, 1)
        case "{": (min, max) = try parseCounts()
        default: return node
        }
        position += 1
        if skip("+") {
            position -= 1
            throw complaint(
                "a repetition that gives nothing back is not known",
                hint: "leave the second `+` away; no pattern is slow here")
        }
        // How much is taken first does not matter where the whole text must match.
        _ = skip("?")
        if let next = peek, "*+?{".unicodeScalars.contains(next) {
            throw complaint("`\(next)` repeats a repetition", hint: "(…)\(next) says that")
        }
        return .repetition(node, min: min, max: max)
    }

    /// Reads `{2}`, `{2,}` or `{2,5}` up to its last brace.
    private mutating func parseCounts() throws(Complaint) -> (Int, Int?) {
        let start = position
        position += 1
        let min = parseCount()
        let hasComma = skip(",")
        let max = hasComma ? parseCount() : min
        guard let min, peek == "}", max != nil || scalars[position - 1] == "," else {
            position = start
            throw complaint("`{` begins no repetition", hint: #"{2}, {2,} or {2,5}; \{ is a brace"#)
        }
        guard Swift.max(min, max ?? 0) <= Self.countMax else {
            position = start
            throw complaint("a repetition of more than \(Self.countMax)")
        }
        guard max.map({ min <= $0 }) ?? true else {
            position = start
            throw complaint("a repetition with the larger number first")
        }
        return (min, max)
    }

    /// Parses digits; nil if there are none. Numbers beyond the limit saturate.
    private mutating func parseCount() -> Int? {
        var count: Int?
        while let next = peek, ("0"..."9").contains(next) {
            count = min((count ?? 0) * 10 + Int(next.value - 0x30), Self.countMax + 1)
            position += 1
        }
        return count
    }
}

// MARK: Characters

extension PatternParser {
    private mutating func parseClass() throws(Complaint) -> ScalarSet {
        let start = position
        position += 1
        let isInverted = skip("^")
        var sets: [ScalarSet] = []
        while let next = peek, next != "]" { sets.append(try parseClassEntry()) }
        guard peek != nil, !sets.isEmpty else {
            let problem = peek == nil ? "`[` is never closed" : "a class without characters"
            position = start
            throw complaint(problem, hint: #"\[ and \] are the characters themselves"#)
        }
        position += 1
        let set = folded(.union(sets))
        return isInverted ? set.inverted : set
    }

    /// One character, a range, or a class by its letter.
    private mutating func parseClassEntry() throws(Complaint) -> ScalarSet {
        let start = position
        guard let first = try parseClassScalar() else { return try parseEscape() }
        guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
            return ScalarSet(first)
        }
        position += 1
        guard let last = try parseClassScalar() else {
            throw complaint("a range that ends in a class", hint: #"\- is the character itself"#)
        }
        guard first <= last else {
            position = start
            throw complaint("a range with the later character first")
        }
        return ScalarSet([first.value...last.value])
    }

    /// Returns nil, and reads nothing, for an escape that is a class.
    private mutating func parseClassScalar() throws(Complaint) -> Unicode.Scalar? {
        switch peek {
        case "[":
            throw complaint("`[` inside a class", hint: #"\[ is the character itself"#)
        case "\\":
            let isClass =
                position + 1 < scalars.count && Self.classes[scalars[position + 1]] != nil
            return isClass ? nil : try parseEscapedScalar()
        default:
            position += 1
            return scalars[position - 1]
        }
    }

    private static let classes: [Unicode.Scalar: ScalarSet] = [
        "d": .digits, "D": .digits.inverted, "w": .wordCharacters,
        "W": .wordCharacters.inverted, "s": .spaces, "S": .spaces.inverted,
    ]

    private static let controls: [Unicode.Scalar: Unicode.Scalar] = [
        "t": "\t", "n": "\n", "r": "\r", "f": "\u{0C}", "v": "\u{0B}", "0": "\0",
    ]

    private mutating func parseEscape() throws(Complaint) -> ScalarSet {
        if position + 1 < scalars.count, let set = Self.classes[scalars[position + 1]] {
            position += 2
            return set
        }
        return folded(ScalarSet(try parseEscapedScalar()))
    }

    private mutating func parseEscapedScalar() throws(Complaint) -> Unicode.Scalar {
        guard position + 1 < scalars.count else {
            throw complaint("`\\` escapes nothing", hint: #"\\ is the character itself"#)
        }
        let letter = scalars[position + 1]
        if let scalar = Self.controls[letter] {
            position += 2
            return scalar
        }
        switch letter {
        case "x": return try parseHex(digits: 2)
        case "u": return try parseHex(digits: 4)
        case "1"..."9":
            throw complaint(
                "`\\\(letter)` refers back to a group, which cannot be matched in linear time",
                hint: "a rule for each value, or `matches` without it")
        case "a"..."z", "A"..."Z":
            throw complaint(
                "unknown escape `\\\(letter)`", hint: #"known: \d \w \s \D \W \S \t \n \r"#)
        default:
            position += 2
            return letter
        }
    }

    private mutating func parseHex(digits count: Int) throws(Complaint) -> Unicode.Scalar {
        let text = String(String.UnicodeScalarView(scalars[(position + 2)...].prefix(count)))
        guard text.unicodeScalars.count == count, text.allSatisfy(\.isHexDigit),
            let scalar = UInt32(text, radix: 16).flatMap(Unicode.Scalar.init)
        else { throw complaint("`\\\(scalars[position + 1])` needs \(count) hexadecimal digits") }
        position += 2 + count
        return scalar
    }

    private func folded(_ set: ScalarSet) -> ScalarSet {
        ignoresCase ? set.ignoringCase : set
    }
}

// MARK: The text

extension PatternParser {
    private var peek: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    private func starts(with text: String) -> Bool {
        scalars[position...].starts(with: text.unicodeScalars)
    }

    /// Skips a text; returns false if something else follows.
    private mutating func skip(_ text: String) -> Bool {
        guard starts(with: text) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    private func complaint(_ problem: String, hint: String? = nil) -> Complaint {
        let text = String(String.UnicodeScalarView(scalars))
        return Complaint(
            "`\(text)` is not a regular expression: \(problem), at character \(position + 1)",
            hint: hint)
    }
}
