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

    /// Writes a copy of a body with every secret in it replaced.
    func write(_ text: JSONText, to writer: inout JSONWriter) {
        let places = SecretPlaces(in: text)
        let echoes = Echoes(of: self.echoes + places.secrets)
        writer.value(JSONView(text)) { place, content, writer in
            switch places[place] {
            case .name:
                guard CardNumber.isIn(content) else { return false }
                // Numbered: names are told from one another when the line is read.
                writer.string("\(Self.mask)\(place.index)")
            case .secret:
                writer.string(Self.mask)
            case .code:
                writer.string(codeStand ?? Self.mask)
            case .value:
                switch text.kind(of: place) {
                case .string:
                    guard let clean = Self.clean(content, echoes) else { return false }
                    writer.string(String(decoding: clean, as: UTF8.self))
                case .number where CardNumber.isIn(content):
                    writer.string(Self.mask)
                default: return false
                }
            }
            return true
        }
    }

    /// A text without the numbers of cards and without echoes; nil for one that has none.
    private static func clean(_ content: UnsafeBufferPointer<UInt8>, _ echoes: Echoes) -> [UInt8]? {
        guard CardNumber.isIn(content) else { return echoes.removed(from: content) }
        let clean = CardNumber.removed(from: content, leaving: mask)
        return clean.withUnsafeBufferPointer { echoes.removed(from: $0) } ?? clean
    }
}

// MARK: Texts

extension Masking {
    /// A text without the numbers of cards in it.
    static func withoutCards(_ text: String) -> String {
        var text = text
        let clean = text.withUTF8 { utf8 in
            CardNumber.isIn(utf8) ? CardNumber.removed(from: utf8, leaving: mask) : nil
        }
        return clean.map { String(decoding: $0, as: UTF8.self) } ?? text
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
}
