/// The search of a list: words that must all be found, as in `op:retry -state:confirmed amount:>100
/// status:5xx "R100 voucher"`. A word with a key is looked for in the facts of that key, any other
/// in all; one after a minus must not be found.
struct Search: Sendable {
    /// The facts of an item by their keys.
    typealias Facts = [(key: String, values: [String])]

    private struct Term {
        let key: String?
        let test: Test
        let isExcluded: Bool
    }

    private enum Test {
        case contains(String)
        /// The first digit of a status: `5xx`.
        case hundred(Character)
        case number(isGreater: Bool, orEqual: Bool, Double)
    }

    private let terms: [Term]

    /// The longest search, in bytes, and the most words of one.
    private static let bytesMax = 512
    private static let termsMax = 16

    init(_ text: String) throws(ControlError) {
        guard text.utf8.count <= Self.bytesMax else {
            throw ControlError(
                400, "The search is longer than \(Self.bytesMax) bytes.", hint: "Shorten it.")
        }
        terms = Self.words(of: text).prefix(Self.termsMax).map(Self.term)
    }

    var isEmpty: Bool { terms.isEmpty }

    func matches(_ facts: Facts) -> Bool {
        terms.allSatisfy { term in
            let isFound = facts.contains { fact in
                (term.key.map { $0 == fact.key } ?? true)
                    && fact.values.contains { Self.fits($0, term.test) }
            }
            return isFound != term.isExcluded
        }
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
        return .contains(text)
    }

    private static func fits(_ value: String, _ test: Test) -> Bool {
        switch test {
        case .contains(let text):
            return text.isEmpty || value.lowercased().contains(text)
        case .hundred(let digit):
            return value.count == 3 && value.first == digit && value.allSatisfy(\.isNumber)
        case .number(let isGreater, let orEqual, let limit):
            guard let number = Double(value) else { return false }
            if orEqual, number == limit { return true }
            return isGreater ? number > limit : number < limit
        }
    }
}
