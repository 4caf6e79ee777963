/// The content codings that a client accepts, from `Accept-Encoding` (RFC 9110 section 12.5.3).
struct AcceptEncoding: Sendable, Equatable {
    /// True if the client named gzip, or `*`, with at least the quality of identity.
    let prefersGzip: Bool
    /// True if the body may be sent uncompressed.
    let allowsIdentity: Bool

    /// True if no supported coding is acceptable.
    var allowsNothing: Bool { !prefersGzip && !allowsIdentity }

    /// The weight of identity when it is not named: acceptable, but the least preferred.
    private static let impliedIdentity = 1

    /// Parses the members of all `Accept-Encoding` lines of a request, trimmed; there may be none.
    ///
    /// A malformed member is ignored. Of several weights of one coding the lowest counts.
    init(_ members: [Substring]) {
        var gzip: Int?
        var identity: Int?
        var others: Int?
        for member in members {
            guard let (name, weight) = Self.parse(member) else { continue }
            switch ContentCoding(name) {
            case .gzip: gzip = min(weight, gzip ?? weight)
            case .identity: identity = min(weight, identity ?? weight)
            case nil: if name == "*" { others = min(weight, others ?? weight) }
            }
        }
        let gzipWeight = gzip ?? others ?? 0
        let identityWeight = identity ?? others ?? Self.impliedIdentity
        prefersGzip = gzipWeight > 0 && gzipWeight >= identityWeight
        allowsIdentity = identityWeight > 0
    }

    /// `codings [ weight ]`, the weight in thousandths.
    private static func parse(_ member: Substring) -> (name: Substring, weight: Int)? {
        guard let semicolon = member.firstIndex(of: ";") else { return (member, 1000) }
        let name = trimmed(member[..<semicolon])
        return weight(trimmed(member[semicolon...].dropFirst())).map { (name, $0) }
    }

    /// `"q=" qvalue` of RFC 9110 section 12.4.2.
    private static func weight(_ parameter: Substring) -> Int? {
        guard parameter.lowercased().hasPrefix("q=") else { return nil }
        let parts = parameter.dropFirst(2)
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : ""
        let digits = fraction + String(repeating: "0", count: max(0, 3 - fraction.count))
        guard parts[0] == "0" || parts[0] == "1", digits.count == 3,
            digits.allSatisfy({ $0.isASCII && $0.isNumber }), let thousandths = Int(digits)
        else { return nil }
        let weight = parts[0] == "1" ? 1000 + thousandths : thousandths
        return weight <= 1000 ? weight : nil
    }

    /// Returns a text without the white space that the list syntax allows.
    private static func trimmed(_ text: Substring) -> Substring {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        let start = text.drop(while: isSpace)
        return start.lastIndex { !isSpace($0) }.map { start[...$0] } ?? start[..<start.startIndex]
    }
}

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
