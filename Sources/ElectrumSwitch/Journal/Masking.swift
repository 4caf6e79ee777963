import JSONTree

/// Hides what must not leave memory: PINs, passwords, card numbers and voucher codes.
enum Masking {
    /// The value with every secret in it replaced.
    static func masked(_ value: JSON) -> JSON {
        masked(value, inside: nil)
    }

    private static let mask: JSON = "****"

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

    /// A code that the till wished for must be told from others when a journal is replayed.
    private static func masked(code: String) -> JSON {
        .string("****" + Fingerprint.text(of: code))
    }

    private static func masked(_ member: JSONObject.Member, inside parent: String?) -> JSON {
        switch member.value {
        case .object, .array:
            return masked(member.value, inside: member.name)
        case .string(let code) where member.name == "code" && parent == "voucher":
            return masked(code: code)
        default:
            return secretMembers.contains(member.name) ? mask : member.value
        }
    }
}
