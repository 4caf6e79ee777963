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

    private let text: JSONText
    private let hidesClientID: Bool
    private var kinds: [Kind]
    private var names = SecretNames()
    /// The secrets themselves.
    private(set) var secrets: [String] = []

    /// - Parameter hidesClientID: whether an OAuth2 client's id may be its secret.
    init(in text: JSONText, hidesClientID: Bool) {
        self.text = text
        self.hidesClientID = hidesClientID
        kinds = Array(repeating: .value, count: text.count)
        look(at: text.root, isSecret: false)
        names.share()
    }

    subscript(place: JSONText.Place) -> Kind { kinds[place.index] }

    /// - Parameter isSecret: true if the value is inside a member that is secret as a whole.
    private mutating func look(at place: JSONText.Place, isSecret: Bool) {
        let kind = text.kind(of: place)
        var parts = text.parts(of: place, ifKind: kind)
        switch kind {
        case .null, .bool: break
        case .string, .number:
            if isSecret { hide(place, as: .secret) }
        case .array:
            while let item = parts.next(in: text) { look(at: item, isSecret: isSecret) }
            // `["pin", "1234"]`.
            var items = text.items(of: place).makeIterator()
            if let name = items.next(), let value = items.next(), items.next() == nil,
                isNameOfSecret(name)
            {
                look(at: value, isSecret: true)
            }
        case .object:
            var (hasLabel, hasValue) = (false, false)
            while let name = parts.next(in: text), let value = parts.next(in: text) {
                let (meaning, isHidden) = text.withContent(of: name) { names.read($0) }
                kinds[name.index] = isHidden ? .hiddenName : .name
                hasLabel = hasLabel || meaning.isLabel
                hasValue = hasValue || meaning.isValue
                look(at: value, under: meaning, isSecret: isSecret)
            }
            if hasLabel, hasValue { look(atPair: place) }
        }
    }

    /// `{"name": "pin", "value": "1234"}`.
    private mutating func look(atPair place: JSONText.Place) {
        let members = text.members(of: place).map { name, value in
            (name: text.withContent(of: name) { names.read($0) }.meaning, value: value)
        }
        guard members.contains(where: { $0.name.isLabel && isNameOfSecret($0.value) }) else {
            return
        }
        for member in members where member.name.isValue { look(at: member.value, isSecret: true) }
    }

    /// Returns true if a value is the name of a secret, whose value stands beside it.
    private func isNameOfSecret(_ place: JSONText.Place) -> Bool {
        guard text.kind(of: place) == .string else { return false }
        let content = text.string(at: place)
        guard content.utf8.count <= Self.nameBytesMax else { return false }
        let name = SecretName(content)
        return name.isSecret || name.isCode
    }

    private static let nameBytesMax = 64

    private mutating func look(
        at value: JSONText.Place, under name: SecretName, isSecret: Bool
    ) {
        let kind = text.kind(of: value)
        if name.isCode, kind == .string || kind == .number { return hide(value, as: .code) }
        if name.tellsForm, kind == .string, isWord(value) { return }
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

    private mutating func hide(_ place: JSONText.Place, as kind: Kind) {
        kinds[place.index] = kind
        secrets.append(text.string(at: place))
    }

    /// `CLEAR_PIN`, `ISO_9564_FORMAT_0`: a word of the contract.
    private func isWord(_ place: JSONText.Place) -> Bool {
        text.withContent(of: place) { content in
            let isFormat = content.starts(with: Self.pinBlockFormat.utf8)
            return isFormat && content.count == Self.pinBlockFormat.utf8.count + 1
                || content.allSatisfy {
                    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                        || $0 == UInt8(ascii: "_")
                }
        }
    }

    private static let pinBlockFormat = "ISO_9564_FORMAT_"

    /// When a card expires, `2812` or `12/28`; vouchers have whole dates.
    private func isCardDate(_ place: JSONText.Place) -> Bool {
        let kind = text.kind(of: place)
        return (kind == .string || kind == .number)
            && text.withContent(of: place) { $0.count <= 7 }
    }
}
