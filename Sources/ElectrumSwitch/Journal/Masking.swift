import HTTPMessages
import JSONTree
import Journal
import Vocabulary
import VoucherLedger

/// Masks secrets in whatever leaves memory: members with a secret name, in any spelling and at any
/// depth; card numbers anywhere; and repetitions of either in free text.
struct Masking: Equatable {
    /// The placeholder for the code of the message's voucher; see `placeholder`.
    var codePlaceholder: String?
    /// Possible secrets outside the body, which an answer may repeat.
    var echoedSecrets: [String] = []
    /// The user name, where it may be a password.
    var hiddenUser: String?
    /// True if an OAuth2 client's id may be its secret.
    var hidesClientID = false
    /// The depth of texts within texts: a text may hold JSON, and that a text again.
    private var level = 0

    init(
        codePlaceholder: String? = nil, echoedSecrets: [String] = [], hiddenUser: String? = nil,
        hidesClientID: Bool = false
    ) {
        self.codePlaceholder = codePlaceholder
        self.echoedSecrets = echoedSecrets
        self.hiddenUser = hiddenUser
        self.hidesClientID = hidesClientID
    }

    /// The replacement of a secret.
    static let mask = "****"

    /// Returns the replacement of a voucher's code in a journal file: the sale that issued it, so
    /// that a replay knows which voucher a till showed.
    static func placeholder(of sale: TransactionID) -> String { mask + sale.description }

    /// Returns true if a text is the replacement of a code.
    static func isPlaceholder(_ text: String) -> Bool {
        text.hasPrefix(mask) && TransactionID(String(text.dropFirst(mask.count))) != nil
    }

    /// Writes a copy of a body with every secret in it replaced.
    func write(_ text: JSONText, to writer: inout JSONWriter) {
        MaskedForm(of: text, by: self).write(to: &writer)
    }

    /// A masked value or name of a body.
    struct Mask {
        /// The facts besides its own content, its name and its place that the mask depends on.
        enum Dependence {
            case none
            /// Secrets elsewhere, which a text with a space may repeat.
            case echoes
            /// Anything: a code has the placeholder of its message, and a text may hold a body.
            case all
        }

        /// The text in its place; nil if it is left as it is.
        var text: String?
        var dependence = Dependence.none
    }

    /// Masks a value or a name of a body.
    func mask(
        _ place: JSONText.Place, as kind: SecretPlaces.Kind, in body: JSONVariation,
        _ echoedSecrets: EchoedSecrets
    ) -> Mask {
        switch kind {
        case .name: return Mask()
        // Numbered, and so is what a till calls alike: no name may come twice in an object.
        case .hiddenName: return Mask(text: "\(Self.mask)\(place.index)")
        case .secret: return Mask(text: Self.mask)
        case .code: return Mask(text: codePlaceholder ?? Self.mask, dependence: .all)
        case .value:
            switch body.original.kind(of: place) {
            case .string: return body.withContent(of: place) { mask($0, echoedSecrets) }
            case .number:
                let isCard = body.withContent(of: place, CardNumber.isIn)
                return Mask(text: isCard ? Self.mask : nil)
            case .null, .bool, .array, .object: return Mask()
            }
        }
    }

    /// Returns true for `2026-01-28T10:41:29.123Z`: no more than eight digits stand together in it,
    /// and before its colons no name.
    private static func isTime(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
        guard content.count == timeForm.utf8CodeUnitCount else { return false }
        for index in content.indices {
            let form = timeForm.utf8Start[index]
            let isRight =
                form == UInt8(ascii: "0")
                ? CardNumber.isDigit(content[index]) : content[index] == form
            guard isRight else { return false }
        }
        return true
    }

    private static let timeForm: StaticString = "0000-00-00T00:00:00.000Z"

    /// Masks a text: what is a secret in it, and what it repeats of others.
    private func mask(
        _ content: UnsafeBufferPointer<UInt8>, _ echoedSecrets: EchoedSecrets
    ) -> Mask {
        if let hiddenUser, hiddenUser.utf8.elementsEqual(content) { return Mask(text: Self.mask) }
        // Most values that differ are ids and times.
        if UUIDText.bits(of: content) != nil || Self.isTime(content) { return Mask() }
        let marks = TextMarks(of: content)
        let isSuspect =
            marks.mayHoldCard && CardNumber.isIn(content)
            || marks.mayHoldName && SecretText.hasJoint(content)
        guard isSuspect else {
            guard marks.hasSpace else { return Mask() }
            return Mask(text: echoedSecrets.removed(from: content), dependence: .echoes)
        }
        let text = String(decoding: content, as: UTF8.self)
        let clean = withoutSecrets(text)
        let rest = echoedSecrets.removed(from: clean) ?? clean
        return Mask(text: rest == text ? nil : rest, dependence: .all)
    }
}

/// The bytes of a text that matter to a search for secrets: one pass rules out most texts.
private struct TextMarks {
    /// True if a text has as many digits as the shortest card number.
    let mayHoldCard: Bool
    /// True if a text may be JSON, or join a name and a value; see `SecretText.hasJoint`.
    let mayHoldName: Bool
    let hasSpace: Bool

    init(of utf8: UnsafeBufferPointer<UInt8>) {
        var digits = 0
        var mayHoldName = false
        var hasSpace = false
        // Most bytes are letters, which nothing more is asked of.
        for byte in utf8 where (byte | 0x20) &- 0x61 >= 26 {
            if CardNumber.isDigit(byte) {
                digits += 1
            } else if SecretText.mayJoin(byte) {
                mayHoldName = true
                if byte == UInt8(ascii: " ") { hasSpace = true }
            }
        }
        mayHoldCard = digits >= CardNumber.digitsMin
        self.mayHoldName = mayHoldName
        self.hasSpace = hasSpace
    }
}

// MARK: Texts

extension Masking {
    /// A text without what its own words call a secret, without the numbers of cards, and with the
    /// JSON that it is masked.
    private func withoutSecrets(_ text: String) -> String {
        var text = text
        let marks = text.withUTF8(TextMarks.init)
        guard marks.mayHoldCard || marks.mayHoldName else { return text }
        text = Self.withoutCards(text)
        guard text.withUTF8(SecretText.hasJoint) else { return text }
        return maskedJSON(in: text) ?? Self.withoutNamed(text)
    }

    /// The text masked if it is JSON; nil if it is none.
    private func maskedJSON(in text: String) -> String? {
        guard let first = text.utf8.first(where: { $0 > 0x20 }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            let json = try? JSONText(parsing: Array(text.utf8))
        else { return nil }
        guard level < Self.levelsMax else { return Self.mask }
        var inner = self
        inner.level += 1
        var masked = JSONWriter(capacity: text.utf8.count)
        inner.write(json, to: &masked)
        var plain = JSONWriter(capacity: text.utf8.count)
        plain.value(JSONView(json))
        return masked.bytes == plain.bytes ? text : String(decoding: masked.bytes, as: UTF8.self)
    }

    private static let levelsMax = 4

    /// The same for a text that stands by itself.
    static func withoutSecrets(_ text: String) -> String {
        UUIDText.bits(of: text) == nil ? Masking().withoutSecrets(text) : text
    }

    private static func withoutNamed(_ text: String) -> String {
        let removed = SecretText.removed(from: text, leaving: mask)
        // An address in an address is percent-encoded.
        guard text.utf8.contains(UInt8(ascii: "%")) else { return removed }
        var decoded = text
        for _ in 1...2 {
            guard let next = PercentEncoding.decode(decoded[...]), next != decoded else { break }
            if SecretText.removed(from: next, leaving: mask) != next { return mask }
            decoded = next
        }
        return removed
    }

    /// Returns a text without the card numbers in it.
    private static func withoutCards(_ text: String) -> String {
        var text = text
        let clean = text.withUTF8 { utf8 in
            CardNumber.isIn(utf8) ? CardNumber.removed(from: utf8, leaving: mask) : nil
        }
        return clean.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// Returns a path as the log shows it: places for ids, codes and names of customers are shown
    /// only if they hold a UUID.
    static func masked(path: String) -> String {
        let secrets = Set(secrets(inPath: path))
        return path.split(separator: "/", omittingEmptySubsequences: false)
            .map { secrets.contains($0) ? mask : String($0) }.joined(separator: "/")
    }

    /// Returns the possible secrets in a path and a query.
    static func secrets(in request: HTTPRequest) -> [String] {
        let values = (request.query ?? "").split(separator: "&").map { pair in
            pair.drop { $0 != "=" }.dropFirst()
        }
        return (secrets(inPath: request.path) + values).flatMap { secret in
            [String(secret)] + (PercentEncoding.decode(secret).map { [$0] } ?? [])
        }
    }

    private static func secrets(inPath path: String) -> [Substring] {
        var isBehindCollection = false
        return path.split(separator: "/").filter { segment in
            defer { isBehindCollection = collections.contains(segment.lowercased()) }
            let digitCount = segment.utf8.count { (0x30...0x39).contains($0) }
            let isPlain =
                words.contains(segment.lowercased()) || TransactionID(String(segment)) != nil
            return !isPlain && (isBehindCollection || digitCount >= digitsMin)
        }
    }

    private static let digitsMin = 4

    /// The path segments that are followed by an id or a code.
    private static let collections: Set<String> = [
        "vouchers", "voucher", "redemptions", "redemption", "refunds", "refund", "codes", "code",
        "cards", "card", "pins", "pin", "wallets", "wallet", "customers", "customer", "tokens",
        "lookup", "retry",
    ]

    private static let words: Set<String> = collections.union([
        "confirmations", "reversals", "products",
    ])
}
