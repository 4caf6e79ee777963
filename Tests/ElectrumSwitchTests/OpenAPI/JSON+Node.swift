import JSONTree
import Yams

extension JSON {
    /// Converts the document of a YAML reader that only holds texts, numbers and flags.
    init(_ node: Node) {
        switch node {
        case .mapping(let mapping):
            self = .object(
                JSONObject(mapping.map { ($0.key.string ?? "", JSON($0.value)) }))
        case .sequence(let sequence): self = .array(sequence.map(JSON.init))
        case .scalar(let scalar) where scalar.style == .doubleQuoted: self = .string(scalar.string)
        case .scalar(let scalar): self = (try? JSON(parsing: Array(scalar.string.utf8))) ?? .null
        case .alias: self = .null
        }
    }
}
