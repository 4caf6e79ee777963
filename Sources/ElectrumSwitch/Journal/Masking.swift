import HTTPMessages
import JSONTree
import VoucherLedger

/// Hides what must not leave memory, by kind: what a name calls a secret, whatever its spelling and
/// however deep it stands; what looks like a card's number, wherever it stands; and what free text
/// repeats of either.
struct Masking {
    /// What stands for the code of the voucher that the message is about; see `stand`.
    var codeStand: String?
    /// What was said outside the message, may be a secret, and may be repeated in an answer.
    var echoes: [String] = []

    /// What is found in the place of a secret.
    static let mask = "****"

    /// What a journal file has in the place of a voucher's code: the sale that brought it, so that
    /// a replay knows which voucher a till showed.
    static func stand(of sale: TransactionID) -> String { mask + sale.description }

    /// Whether a text stands for a code.
    static func isStand(_ text: String) -> Bool {
        text.hasPrefix(mask) && TransactionID(String(text.dropFirst(mask.count))) != nil
    }

    /// The value with every secret in it replaced.
    func masked(_ value: JSON) -> JSON {
        var secrets = echoes
        let hidden = hide(value, isSecret: false, &secrets)
        let echoes = Echoes(of: secrets)
        return echoes.isEmpty ? hidden : Self.withoutEchoes(hidden, echoes)
    }

    /// - Parameter isSecret: whether the value stands in something that is secret as a whole.
    private func hide(_ value: JSON, isSecret: Bool, _ secrets: inout [String]) -> JSON {
        switch value {
        case .null, .bool:
            return value
        case .string(let text) where isSecret:
            secrets.append(text)
            return .string(Self.mask)
        case .number(let number) where isSecret:
            secrets.append(number.spelling)
            return .string(Self.mask)
        case .string(let text):
            return .string(Self.withoutCards(text))
        case .number(let number):
            return CardNumber.isIn(number.spelling) ? .string(Self.mask) : value
        case .array(let items):
            return .array(items.map { hide($0, isSecret: isSecret, &secrets) })
        case .object(let object):
            return .object(hide(object, isSecret: isSecret, &secrets))
        }
    }

    private func hide(
        _ object: JSONObject, isSecret: Bool, _ secrets: inout [String]
    ) -> JSONObject {
        var hidden: [(String, JSON)] = []
        for member in object.members {
            // Numbered: names are told from one another when the line is read.
            let isCard = CardNumber.isIn(member.name)
            let name = isCard ? "\(Self.mask)\(hidden.count)" : member.name
            hidden.append((name, hide(member, isSecret: isSecret, &secrets)))
        }
        return JSONObject(hidden)
    }

    private func hide(
        _ member: JSONObject.Member, isSecret: Bool, _ secrets: inout [String]
    ) -> JSON {
        let name = SecretName(member.name)
        if name.isCode, let code = member.value.scalarText {
            secrets.append(code)
            return .string(codeStand ?? Self.mask)
        }
        if name.tellsForm, let text = member.value.text, Self.isWord(text) { return member.value }
        if isSecret || name.isSecret || name.isCode {
            return hide(member.value, isSecret: true, &secrets)
        }
        return name.isVoucher
            ? hideVoucher(member.value, &secrets)
            : hide(member.value, isSecret: false, &secrets)
    }

    /// A voucher that is no object is nothing but its code.
    private func hideVoucher(_ value: JSON, _ secrets: inout [String]) -> JSON {
        switch value {
        case .array(let items): .array(items.map { hideVoucher($0, &secrets) })
        case .object(let object): .object(hide(object, isSecret: false, &secrets))
        default: hide(value, isSecret: true, &secrets)
        }
    }

    /// `CLEAR_PIN`: a word of the contract.
    private static func isWord(_ text: String) -> Bool {
        text.utf8.allSatisfy {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_")
        }
    }
}

// MARK: Texts

extension Masking {
    /// A text without the numbers of cards in it.
    static func withoutCards(_ text: String) -> String {
        guard CardNumber.isIn(text) else { return text }
        return CardNumber.removed(from: text, leaving: mask)
    }

    /// A path as the log shows it: what stands where ids, codes and names of customers stand only
    /// if it is a UUID.
    static func masked(path: String) -> String {
        let secrets = Set(secrets(inPath: path))
        return path.split(separator: "/", omittingEmptySubsequences: false)
            .map { secrets.contains($0) ? mask : String($0) }.joined(separator: "/")
    }

    /// What may be a secret in a path and a query.
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

    /// Behind these an id or a code stands.
    private static let collections: Set<String> = [
        "vouchers", "voucher", "redemptions", "redemption", "refunds", "refund", "codes", "code",
        "cards", "card", "pins", "pin", "wallets", "wallet", "customers", "customer", "tokens",
        "lookup", "retry",
    ]

    private static let words: Set<String> = collections.union([
        "confirmations", "reversals", "products",
    ])

    /// Free text, which is what has a space in it, repeats no secret.
    private static func withoutEchoes(_ value: JSON, _ echoes: Echoes) -> JSON {
        switch value {
        case .null, .bool, .number: value
        case .string(let text): .string(echoes.removed(from: text))
        case .array(let items): .array(items.map { withoutEchoes($0, echoes) })
        case .object(let object):
            .object(
                JSONObject(object.members.map { ($0.name, withoutEchoes($0.value, echoes)) }))
        }
    }
}

extension JSON {
    /// The text of a string or a number.
    fileprivate var scalarText: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.spelling
        case .null, .bool, .array, .object: nil
        }
    }
}
