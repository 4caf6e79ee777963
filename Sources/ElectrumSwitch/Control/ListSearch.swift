/// The search of a list: words that must all be found, as in `op:retry -state:confirmed amount:>100
/// status:5xx "R100 voucher"`. A word with a key is looked for in the facts of that key, any other
/// in all that records tell; one after a minus must not be found.
struct ListSearch: Sendable {
    /// The facts of an item by their keys.
    typealias Facts = [(key: String, values: [String])]

    private struct Term {
        let key: String?
        let test: Test
        let isExcluded: Bool
    }

    private enum Test {
        /// The bytes in lower case.
        case contains([UInt8])
        /// The first digit of a status: `5xx`.
        case hundred(Character)
        case number(isGreater: Bool, orEqual: Bool, Double)
    }

    private let terms: [Term]

    /// The longest search, in bytes, and the most words of one.
    private static let bytesMax = 512
    private static let termsMax = 16

    /// A search with the words of `q` and those of the parameters that are named like a key.
    init(_ query: Query) throws(ControlError) {
        let own = query.searched.map { key, value in
            Term(key: key, test: Self.test(value.lowercased()), isExcluded: false)
        }
        try self.init(query["q"] ?? "", and: own)
    }

    init(_ text: String) throws(ControlError) { try self.init(text, and: []) }

    private init(_ text: String, and more: [Term]) throws(ControlError) {
        guard text.utf8.count <= Self.bytesMax else {
            throw ControlError(
                400, "The search is longer than \(Self.bytesMax) bytes.", hint: "Shorten it.")
        }
        terms = Self.words(of: text).prefix(Self.termsMax).map(Self.term) + more
    }

    var isEmpty: Bool { terms.isEmpty }

    func matches(_ facts: Facts) -> Bool { matches(facts, butOf: []) }

    /// Returns true if the words match that are not of these keys.
    func matches(_ facts: Facts, butOf keys: [String]) -> Bool {
        terms.allSatisfy { term in
            term.key.map(keys.contains) ?? false || Self.matches(facts, term)
        }
    }

    /// Returns true if the words of these keys match.
    func matches(_ facts: Facts, of keys: [String]) -> Bool {
        terms.allSatisfy { term in
            !(term.key.map(keys.contains) ?? false) || Self.matches(facts, term)
        }
    }

    private static func matches(_ facts: Facts, _ term: Term) -> Bool {
        let isFound = facts.contains { fact in
            (term.key.map { $0 == fact.key } ?? true)
                && fact.values.contains { fits($0, term.test) }
        }
        return isFound != term.isExcluded
    }

    // MARK: Reading

    /// Splits at spaces, but not within quotes.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in text {
            if character == "\"" {
                isQuoted.toggle()
            } else if character.isWhitespace, !isQuoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    private static func term(_ word: String) -> Term {
        var rest = word[...]
        let isExcluded = rest.count > 1 && rest.first == "-"
        if isExcluded { rest = rest.dropFirst() }
        var key: String?
        if let colon = rest.firstIndex(of: ":"), colon > rest.startIndex,
            rest[..<colon].allSatisfy({ $0.isASCII && $0.isLetter })
        {
            key = rest[..<colon].lowercased()
            rest = rest[rest.index(after: colon)...]
        }
        return Term(key: key, test: test(rest.lowercased()), isExcluded: isExcluded)
    }

    private static func test(_ text: String) -> Test {
        if text.count == 3, text.hasSuffix("xx"), let digit = text.first, digit.isNumber {
            return .hundred(digit)
        }
        if let first = text.first, first == ">" || first == "<" {
            let orEqual = text.dropFirst().first == "="
            if let number = Double(text.dropFirst(orEqual ? 2 : 1)) {
                return .number(isGreater: first == ">", orEqual: orEqual, number)
            }
        }
        return .contains(Array(text.utf8))
    }

    private static func fits(_ value: String, _ test: Test) -> Bool {
        switch test {
        case .contains(let word):
            return contains(value, word)
        case .hundred(let digit):
            return value.count == 3 && value.first == digit && value.allSatisfy(\.isNumber)
        case .number(let isGreater, let orEqual, let limit):
            guard let number = Double(value) else { return false }
            if orEqual, number == limit { return true }
            return isGreater ? number > limit : number < limit
        }
    }

    /// Returns true if a text contains a word, whatever its case. Most texts are ASCII, and a
    /// search reads many: they are compared byte by byte.
    private static func contains(_ value: String, _ word: [UInt8]) -> Bool {
        guard value.utf8.count >= word.count else { return false }
        let isASCII = value.utf8.allSatisfy { $0 < 0x80 }
        let bytes = isASCII ? Array(value.utf8) : Array(value.lowercased().utf8)
        let lastStart = bytes.count - word.count
        guard lastStart >= 0 else { return false }
        return (0...lastStart).contains { start in
            word.indices.allSatisfy { lower(bytes[start + $0]) == word[$0] }
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
