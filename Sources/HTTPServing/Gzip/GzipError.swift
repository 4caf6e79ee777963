/// A reason why a gzip body cannot be expanded. `description` is for the developer of the client.
enum GzipError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The expanded body would exceed the limit.
    case tooLarge(expandedMax: Int)
    /// The bytes are not gzip, or are damaged.
    case corrupt(reason: String)
    /// The body ends too early.
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
