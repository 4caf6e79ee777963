import JSONTree

/// Where in a body stands what must not leave memory, by kind: what a name calls a secret, whatever
/// its spelling and however deep it stands.
struct SecretPlaces {
    enum Kind: UInt8 {
        /// Nothing is known of it: it may hold the number of a card, or repeat a secret.
        case value
        case name
        case secret
        /// The code of a voucher.
        case code
    }

    private let text: JSONText
    private var kinds: [Kind]
    private var names = SecretNames()
    /// The secrets themselves.
    private(set) var secrets: [String] = []

    init(in text: JSONText) {
        self.text = text
        kinds = Array(repeating: .value, count: text.count)
        look(at: text.root, isSecret: false)
        names.share()
    }

    subscript(place: JSONText.Place) -> Kind { kinds[place.index] }

    /// - Parameter isSecret: whether the value stands in something that is secret as a whole.
    private mutating func look(at place: JSONText.Place, isSecret: Bool) {
        let kind = text.kind(of: place)
        var parts = text.parts(of: place, ifKind: kind)
        switch kind {
        case .null, .bool: break
        case .string, .number:
            if isSecret { hide(place, as: .secret) }
        case .array:
            while let item = parts.next(in: text) { look(at: item, isSecret: isSecret) }
        case .object:
            while let name = parts.next(in: text), let value = parts.next(in: text) {
                kinds[name.index] = .name
                look(at: value, under: name, isSecret: isSecret)
            }
        }
    }

    private mutating func look(
        at value: JSONText.Place, under name: JSONText.Place, isSecret: Bool
    ) {
        let name = text.withContent(of: name) { names.read($0) }
        let kind = text.kind(of: value)
        if name.isCode, kind == .string || kind == .number { return hide(value, as: .code) }
        if name.tellsForm, kind == .string, isWord(value) { return }
        if isSecret || name.isSecret || name.isCode { return look(at: value, isSecret: true) }
        if name.isVoucher { return look(atVoucher: value) }
        look(at: value, isSecret: false)
    }

    /// A voucher that is no object is nothing but its code.
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

    /// `CLEAR_PIN`: a word of the contract.
    private func isWord(_ place: JSONText.Place) -> Bool {
        text.withContent(of: place) { content in
            content.allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_")
            }
        }
    }
}
