/// The characters that a text of some length may consist of.
enum Alphabet: Sendable {
    case digits
    case lettersAndDigits
    /// Whatever does not end a line.
    case any

    /// "digits", "letters and digits", "characters".
    var noun: String {
        switch self {
        case .digits: "digits"
        case .lettersAndDigits: "letters and digits"
        case .any: "characters"
        }
    }

    /// One of the characters, as a regular expression.
    var pattern: String {
        switch self {
        case .digits: "[0-9]"
        case .lettersAndDigits: "[0-9A-Za-z]"
        case .any: "."
        }
    }

    func contains(_ character: Character) -> Bool {
        switch self {
        case .digits: character.isASCII && character.isWholeNumber
        case .lettersAndDigits:
            character.isASCII && (character.isLetter || character.isWholeNumber)
        case .any: !character.isNewline
        }
    }
}
