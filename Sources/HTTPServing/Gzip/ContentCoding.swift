/// A content coding that this server can read and write (RFC 9110 section 8.4.1).
enum ContentCoding: Sendable, Equatable {
    case identity
    case gzip

    /// The coding of a name, ignoring case; `x-gzip` is `gzip`; nil for any other.
    init?(_ name: some StringProtocol) {
        switch name.lowercased() {
        case "identity": self = .identity
        case "gzip", "x-gzip": self = .gzip
        default: return nil
        }
    }
}
