import JSONTree
import Vocabulary

/// A body as a report shows it: without secrets and bounded. Journals hold masked bodies already,
/// unless they were fetched from a running mock.
struct MaskedBody: Sendable, Equatable {
    /// The body's lines; empty for none.
    let lines: [String]

    /// Stands for a secret.
    static let mask = "****"
    private static let linesMax = 60
    private static let columnsMax = 160

    init(_ body: JSON) {
        guard body != .null else {
            lines = []
            return
        }
        let text = Self.masked(body, isSecret: false).prettyPrinted()
        let all = text.split(separator: "\n")
        let rest = all.count - Self.linesMax
        lines =
            all.prefix(Self.linesMax).map { String($0).bounded(to: Self.columnsMax) }
            + (rest > 0 ? ["… \(rest) more lines"] : [])
    }

    /// Returns a value in one line, as in `{"amount":100}`.
    ///
    /// - Parameter name: of the member that has the value.
    static func line(_ value: JSON?, under name: String, max: Int = 120) -> String {
        guard let value, value != .null else { return "none" }
        let isSecret = SecretName(name).isHidden
        return masked(value, isSecret: isSecret).description.bounded(to: max)
    }

    static func masked(_ value: JSON, isSecret: Bool) -> JSON {
        switch value {
        case .null, .bool: value
        case .string(let text): .string(isSecret ? mask : text.withoutLongNumbers)
        case .number(let number):
            isSecret || number.spelling != number.spelling.withoutLongNumbers
                ? .string(mask) : value
        case .array(let items): .array(items.map { masked($0, isSecret: isSecret) })
        case .object(let object): masked(object, isSecret: isSecret)
        }
    }

    private static func masked(_ object: JSONObject, isSecret: Bool) -> JSON {
        // `{"name": "pin", "value": "1234"}`.
        let isPair = object.members.contains { member in
            SecretName(member.name).isLabel
                && member.value.text.map { SecretName($0).isHidden } ?? false
        }
        return .object(
            JSONObject(
                object.members.map { member in
                    let name = SecretName(member.name)
                    let isWord = name.tellsForm && member.value.text?.isWordOfContract ?? false
                    let isBare =
                        name.isVoucher && member.value.members == nil
                        && member.value.items == nil
                    let isHidden = (name.isHidden && !isWord) || isBare || (isPair && name.isValue)
                    return (member.name.shown, masked(member.value, isSecret: isSecret || isHidden))
                }))
    }
}

extension SecretName {
    var isHidden: Bool { isSecret || isCode }
}

extension String {
    /// `CLEAR_PIN`: a word of the contract.
    fileprivate var isWordOfContract: Bool {
        utf8.allSatisfy {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_")
        }
    }

    /// The text, bounded, without numbers that are as long as a card's.
    fileprivate var withoutLongNumbers: String {
        var result = ""
        var digits = ""
        for scalar in shown.unicodeScalars {
            if ("0"..."9").contains(scalar) {
                digits.unicodeScalars.append(scalar)
            } else {
                result += digits.utf8.count >= Self.cardDigitsMin ? "…" : digits
                digits = ""
                result.unicodeScalars.append(scalar)
            }
        }
        return result + (digits.utf8.count >= Self.cardDigitsMin ? "…" : digits)
    }

    private static let cardDigitsMin = 13

    fileprivate func bounded(to max: Int) -> String {
        let head = unicodeScalars.prefix(max)
        return head.endIndex == unicodeScalars.endIndex ? self : "\(String(head))…"
    }
}
