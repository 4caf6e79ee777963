import JSONTree

/// Writes JSON as readable YAML: block style, every string in quotes, so that none is read as
/// another type (YAML 1.2).
enum YAMLWriter {
    static func text(of value: JSON) -> String {
        var text = ""
        switch value {
        case .object(let object) where !object.members.isEmpty: write(object, "", into: &text)
        case .array(let items) where !items.isEmpty: write(items, "", into: &text)
        default: text = "\(value)\n"
        }
        return text
    }

    private static func write(
        _ object: JSONObject, _ indentation: String, into text: inout String
    ) {
        for (number, member) in object.members.enumerated() {
            // The first member of a list's entry stands behind its dash.
            if number > 0 || !text.hasSuffix("- ") { text += indentation }
            text += "\(key(member.name)):"
            switch member.value {
            case .object(let inner) where !inner.members.isEmpty:
                text += "\n"
                write(inner, indentation + "  ", into: &text)
            case .array(let items) where !items.isEmpty:
                text += "\n"
                write(items, indentation + "  ", into: &text)
            default:
                text += " \(member.value)\n"
            }
        }
    }

    private static func write(_ items: [JSON], _ indentation: String, into text: inout String) {
        for item in items {
            text += "\(indentation)- "
            switch item {
            case .object(let object) where !object.members.isEmpty:
                write(object, indentation + "  ", into: &text)
            case .array(let inner) where !inner.isEmpty:
                text.removeLast()
                text += "\n"
                write(inner, indentation + "  ", into: &text)
            default:
                text += "\(item)\n"
            }
        }
    }

    private static func key(_ name: String) -> String {
        let isPlain =
            name.first?.isLetter == true && !words.contains(name.lowercased())
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return isPlain ? name : "\(JSON.string(name))"
    }

    /// Words that are not strings in YAML 1.1 or 1.2.
    private static let words: Set = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n",
    ]
}
