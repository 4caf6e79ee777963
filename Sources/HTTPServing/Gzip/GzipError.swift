/// Why a gzip body cannot be expanded. `description` is for the person who wrote the client.
enum GzipError: Error, Equatable, Sendable, CustomStringConvertible {
    /// It expands to more than is allowed.
    case tooLarge(expandedMax: Int)
    /// Its bytes are not gzip, or were damaged.
    case corrupt(reason: String)
    /// It ends too early.
    case truncated

    /// The failure in one line.
    var description: String {
        switch self {
        case .tooLarge(let expandedMax): "the gzip body expands to more than \(expandedMax) bytes"
        case .corrupt(let reason): "the gzip body is corrupt: \(reason)"
        case .truncated: "the gzip body is cut short"
        }
    }
}
