import JSONTree
import Vocabulary

/// The places in a body that must not leave memory, by kind: members with a secret name, in any
/// spelling and at any depth.
struct SecretPlaces {
    enum Kind: UInt8 {
        /// Nothing is known of it: it may hold the number of a card, or repeat a secret.
        case value
        case name
        /// The name of a member that holds the number of a card, or looks like a mask.
        case hiddenName
        case secret
        /// The code of a voucher.
        case code
    }

    private var kinds: [Kind]
    /// The places of the secrets themselves, some of them twice.
    private(set) var secrets: [JSONText.Place] = []
    /// The questions about values on whose answers it depends what is secret. All else depends on
    /// names, and on what is inside what.
    private var decisions: [(place: JSONText.Place, question: Question, answer: Bool)] = []

    /// - Parameter hidesClientID: whether an OAuth2 client's id may be its secret.
    init(in text: JSONText, hidesClientID: Bool) {
        var search = SecretSearch(of: text, hidesClientID: hidesClientID)
        self = search.run()
    }

    /// No secrets among so many values and names.
    fileprivate init(count: Int) {
        kinds = Array(repeating: .value, count: count)
    }

    subscript(place: JSONText.Place) -> Kind { kinds[place.index] }

    fileprivate mutating func set(_ kind: Kind, _ place: JSONText.Place) {
        kinds[place.index] = kind
    }

    fileprivate mutating func hide(_ place: JSONText.Place, as kind: Kind) {
        set(kind, place)
        secrets.append(place)
    }

    fileprivate mutating func note(_ answer: Bool, to question: Question, on place: JSONText.Place)
    {
        decisions.append((place, question, answer))
    }

    /// Returns true if they are the places in another body as well, which differs in some values.
    func areThose(of body: JSONVariation) -> Bool {
        let changes = body.places
        return decisions.allSatisfy { decision in
            !changes.contains(decision.place)
                || body.withContent(of: decision.place, decision.question.answer) == decision.answer
        }
    }
}

/// A question about the content of a value.
private enum Question {
    /// The name of a secret, whose value stands beside it.
    case isName
    /// A word of the contract, such as `CLEAR_PIN`, `ISO_9564_FORMAT_0`.
    case isWord
    /// Possibly the date when a card expires, `2812` or `12/28`; vouchers have whole dates.
    case isCardDate

    func answer(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .isName:
            guard content.count <= Self.nameBytesMax else { return false }
            let name = SecretName(String(decoding: content, as: UTF8.self))
            return name.isSecret || name.isCode
        case .isWord:
            let isFormat = content.starts(with: Self.pinBlockFormat.utf8)
            return isFormat && content.count == Self.pinBlockFormat.utf8.count + 1
                || content.allSatisfy {
                    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                        || $0 == UInt8(ascii: "_")
                }
        case .isCardDate:
            return content.count <= 7
        }
    }

    private static let nameBytesMax = 64
    private static let pinBlockFormat = "ISO_9564_FORMAT_"
}

/// One walk through a body, which looks at each value once: at one that was looked at twice, those
/// inside would be four times, and so on.
private struct SecretSearch {
    private let text: JSONText
    private let hidesClientID: Bool
    private var places: SecretPlaces
    private var names = SecretNames()

    init(of text: JSONText, hidesClientID: Bool) {
        self.text = text
        self.hidesClientID = hidesClientID
        places = SecretPlaces(count: text.count)
    }

    mutating func run() -> SecretPlaces {
        look(at: text.root, isSecret: false)
        names.share()
        return places
    }

    /// - Parameter isSecret: true if the value is inside a member that is secret as a whole.
    private mutating func look(at place: JSONText.Place, isSecret: Bool) {
        let kind = text.kind(of: place)
        var parts = text.parts(of: place, ifKind: kind)
        switch kind {
        case .null, .bool: break
        case .string, .number:
            if isSecret { places.hide(place, as: .secret) }
        case .array:
            // `["pin", "1234"]`.
            var items = text.items(of: place).makeIterator()
            let (name, value, third) = (items.next(), items.next(), items.next())
            let isPair =
                !isSecret && value != nil && third == nil
                && name.map { isNameOfSecret($0) } ?? false
            var isFirst = true
            while let item = parts.next(in: text) {
                look(at: item, isSecret: isSecret || isPair && !isFirst)
                isFirst = false
            }
        case .object:
            // Of `{"name": "pin", "value": "1234"}`, where the label may come last.
            var values: [JSONText.Place] = []
            var hasLabel = false
            while let name = parts.next(in: text), let value = parts.next(in: text) {
                let (meaning, isHidden) = text.withContent(of: name) { names.read($0) }
                places.set(isHidden ? .hiddenName : .name, name)
                hasLabel = hasLabel || meaning.isLabel
                if meaning.isValue {
                    values.append(value)
                } else {
                    look(at: value, under: meaning, isSecret: isSecret)
                }
            }
            guard !values.isEmpty else { return }
            let isPair = !isSecret && hasLabel && hasNameOfSecret(asLabelOf: place)
            for value in values { look(at: value, isSecret: isSecret || isPair) }
        }
    }

    private mutating func hasNameOfSecret(asLabelOf object: JSONText.Place) -> Bool {
        for (name, value) in text.members(of: object) {
            let meaning = text.withContent(of: name) { names.read($0) }.meaning
            if meaning.isLabel, isNameOfSecret(value) { return true }
        }
        return false
    }

    /// Returns true if a value is the name of a secret, whose value stands beside it.
    private mutating func isNameOfSecret(_ place: JSONText.Place) -> Bool {
        text.kind(of: place) == .string && ask(.isName, of: place)
    }

    private mutating func ask(_ question: Question, of place: JSONText.Place) -> Bool {
        let answer = text.content(of: place, satisfies: question.answer)
        places.note(answer, to: question, on: place)
        return answer
    }

    private mutating func look(
        at value: JSONText.Place, under name: SecretName, isSecret: Bool
    ) {
        let kind = text.kind(of: value)
        if name.isCode, kind == .string || kind == .number { return places.hide(value, as: .code) }
        if name.tellsForm, kind == .string, ask(.isWord, of: value) { return }
        let isHidden =
            name.isExpiry && isCardDate(value) || name.isClientID && hidesClientID
        if isSecret || name.isSecret || name.isCode || isHidden {
            return look(at: value, isSecret: true)
        }
        if name.isVoucher { return look(atVoucher: value) }
        look(at: value, isSecret: false)
    }

    /// Masks a voucher; one that is not an object is a bare code.
    private mutating func look(atVoucher value: JSONText.Place) {
        guard text.kind(of: value) == .array else {
            return look(at: value, isSecret: text.kind(of: value) != .object)
        }
        var parts = text.parts(of: value, ifKind: .array)
        while let item = parts.next(in: text) { look(atVoucher: item) }
    }

    private mutating func isCardDate(_ place: JSONText.Place) -> Bool {
        let kind = text.kind(of: place)
        return (kind == .string || kind == .number) && ask(.isCardDate, of: place)
    }
}
