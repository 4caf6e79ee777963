extension Freeform {
    /// As JSON that people can read: what fits in a line stands in a line.
    func json(indentation: String = "") -> String {
        let line = compactJSON
        guard indentation.count + line.count > 96 else { return line }
        let inner = indentation + "  "
        switch self {
        case .list(let items):
            let lines = items.map { inner + $0.json(indentation: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indentation)]"
        case .mapping(let members):
            let lines = members.map { member in
                "\(inner)\(Self.quoted(member.name)): \(member.value.json(indentation: inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
        default:
            return line
        }
    }

    private var compactJSON: String {
        switch self {
        case .null: return "null"
        case .bool(let flag): return "\(flag)"
        case .number(let spelling): return spelling
        case .text(let text): return Self.quoted(text)
        case .list(let items):
            return "[" + items.map(\.compactJSON).joined(separator: ", ") + "]"
        case .mapping(let members):
            let texts = members.map { "\(Self.quoted($0.name)): \($0.value.compactJSON)" }
            return "{" + texts.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"\(escaped(text))\""
    }

    /// What stands for a text between the quotation marks of JSON (RFC 8259 section 7).
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                escaped.append("\\")
                escaped.unicodeScalars.append(scalar)
            case ..<" ":
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default:
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
