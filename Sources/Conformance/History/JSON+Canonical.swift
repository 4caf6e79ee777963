import JSONTree
import Vocabulary

/// The contract's equality.
extension JSON {
    /// Returns true if both values are equal under the contract: the order of members does not
    /// matter, null is absent, 710 is "710", and UUIDs ignore case.
    func isEquivalent(to other: JSON) -> Bool {
        self == other || canonical == other.canonical
    }

    /// The canonical spelling of all equal values.
    var canonical: JSON {
        switch self {
        case .null, .bool: self
        case .number(let number): .string(number.integer.map { String($0) } ?? number.spelling)
        case .string(let text): .string(text.canonicalID)
        case .array(let items): .array(items.map(\.canonical))
        case .object(let object):
            .object(
                JSONObject(
                    checked: object.members.filter { !$0.value.isNull }
                        .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
                        .map(\.canonical)))
        }
    }
}

extension JSONObject.Member {
    fileprivate var canonical: JSONObject.Member {
        var member = self
        member.value = value.canonical
        return member
    }
}
