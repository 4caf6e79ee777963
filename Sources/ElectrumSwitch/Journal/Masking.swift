import JSONTree

/// Hides what must not leave memory: PINs, passwords, card numbers and voucher codes.
enum Masking {
    /// The value with every secret in it replaced.
    static func masked(_ value: JSON) -> JSON {
        masked(value, inside: nil)
    }

    /// Whether the value of a member, or of a header, is secret under that name.
    static func isSecret(_ name: String) -> Bool {
        secretMembers.contains(name) || ["code", "authorization"].contains(name.lowercased())
    }

    /// What a journal file has in the place of a voucher's code: one that the till wished for must
    /// be told from others when the file is replayed. What is masked already stays as it is.
    static func masked(code: String) -> String {
        isMasked(code: code) ? code : mask + Fingerprint.text(of: code)
    }

    /// Whether a text stands for a code.
    static func isMasked(code: String) -> Bool {
        code.utf8.count == 12 && code.hasPrefix(mask)
    }

    private static let mask = "****"

    /// Members that are secret wherever they stand (contract.md sections 2.7, 2.17, 2.19).
    private static let secretMembers: Set<String> = [
        "pin", "pinBlock", "hash", "pan", "cardNumber", "token", "rewardCode", "password",
        "accountNumber", "encryptedPin", "partnerPaymentToken", "voucherCode",
    ]

    private static func masked(_ value: JSON, inside parent: String?) -> JSON {
        switch value {
        case .array(let items):
            return .array(items.map { masked($0, inside: parent) })
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.map { member in
                        (member.name, masked(member, inside: parent))
                    }))
        default:
            return value
        }
    }

    private static func masked(_ member: JSONObject.Member, inside parent: String?) -> JSON {
        let isCode = member.name == "code" && parent == "voucher"
        switch member.value {
        case .object, .array: return masked(member.value, inside: member.name)
        case .string(let code) where isCode: return .string(masked(code: code))
        case .number(let code) where isCode: return .string(masked(code: code.spelling))
        default: return secretMembers.contains(member.name) ? .string(mask) : member.value
        }
    }
}
