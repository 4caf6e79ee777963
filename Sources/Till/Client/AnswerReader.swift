/// Puts an HTTP/1.1 answer together from the bytes of a connection (RFC 9112). It refuses what is
/// not exact, and repairs nothing.
struct AnswerReader {
    /// The state of the bytes so far.
    enum Progress {
        case partial
        case whole(status: Int, isJSON: Bool, body: [UInt8], isLast: Bool)
        /// No answer that can be read.
        case spoilt
    }

    private enum Framing { case none, length(Int), chunked, end }

    private struct Head {
        var status = 0
        var isJSON = false
        var framing = Framing.end
        var isLast = false
        /// Where the body begins.
        var bodyStart = 0
    }

    /// The most bytes of a head, and of a body.
    private static let headBytesMax = 64 * 1024
    private static let bodyBytesMax = 16 * 1024 * 1024

    private var bytes: [UInt8] = []
    private var head: Head?

    mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

    /// True if nothing of the answer has come.
    var isEmpty: Bool { bytes.isEmpty }

    /// Returns the answer, if it is complete; interim answers (1xx) are skipped.
    ///
    /// - Parameter isEnd: true if no more bytes will come.
    mutating func progress(isEnd: Bool) -> Progress {
        while head == nil {
            guard let end = headEnd else {
                return bytes.count > Self.headBytesMax || !mayBeHTTP ? .spoilt : .partial
            }
            guard let read = Self.head(bytes[..<end.lowerBound], bodyStart: end.upperBound) else {
                return .spoilt
            }
            if (100..<200).contains(read.status) {
                bytes.removeFirst(end.upperBound)
            } else {
                head = read
            }
        }
        return head.map { body($0, isEnd: isEnd) } ?? .partial
    }

    // MARK: Head

    private var mayBeHTTP: Bool { zip(bytes, "HTTP/1.".utf8).allSatisfy { $0 == $1 } }

    private var headEnd: Range<Int>? { bytes.firstRange(of: Array("\r\n\r\n".utf8)) }

    private static func head(_ bytes: ArraySlice<UInt8>, bodyStart: Int) -> Head? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines.removeFirst().split(separator: " ", maxSplits: 2)
        guard words.count >= 2, ["HTTP/1.1", "HTTP/1.0"].contains(words[0]),
            words[1].count == 3, let status = Int(words[1]), (100...599).contains(status)
        else { return nil }
        var head = Head(status: status, bodyStart: bodyStart)
        head.isLast = words[0] == "HTTP/1.0"
        if status == 204 || status == 304 { head.framing = .none }
        for line in lines {
            guard read(line, into: &head) else { return nil }
        }
        return head
    }

    private static func read(_ line: Substring, into head: inout Head) -> Bool {
        guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return false }
        let value = line[line.index(after: colon)...].trimmingBlanks.lowercased()
        switch line[..<colon].lowercased() {
        case "content-length":
            guard case .end = head.framing, value.utf8.allSatisfy({ (48...57).contains($0) }),
                let length = Int(value), length <= bodyBytesMax
            else { return false }
            head.framing = .length(length)
        case "transfer-encoding":
            guard case .end = head.framing, value == "chunked" else { return false }
            head.framing = .chunked
        case "content-type":
            let type = value.prefix { $0 != ";" }.trimmingBlanks
            head.isJSON = type == "application/json" || type.hasSuffix("+json")
        case "connection":
            head.isLast =
                head.isLast
                || value.split(separator: ",").contains {
                    $0.trimmingBlanks == "close"
                }
        default: break
        }
        return true
    }

    // MARK: Body

    private func body(_ head: Head, isEnd: Bool) -> Progress {
        let rest = bytes[head.bodyStart...]
        guard rest.count <= Self.bodyBytesMax else { return .spoilt }
        switch head.framing {
        case .none: return whole(head, [])
        case .length(let length):
            return rest.count < length ? .partial : whole(head, Array(rest.prefix(length)))
        case .end:
            return isEnd ? whole(head, Array(rest), isLast: true) : .partial
        case .chunked: return chunked(head, rest)
        }
    }

    private func whole(_ head: Head, _ body: [UInt8], isLast: Bool = false) -> Progress {
        .whole(
            status: head.status, isJSON: head.isJSON, body: body, isLast: head.isLast || isLast)
    }

    private func chunked(_ head: Head, _ bytes: ArraySlice<UInt8>) -> Progress {
        let lineEnd = Array("\r\n".utf8)
        var rest = bytes
        var body: [UInt8] = []
        while let end = rest.firstRange(of: lineEnd) {
            let line = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
            let digits = line.prefix { $0 != ";" }.trimmingBlanks
            guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit), digits.count < 8,
                let size = Int(digits, radix: 16)
            else { return .spoilt }
            rest = rest[end.upperBound...]
            if size == 0 {
                // No trailers are expected; the empty line ends the answer.
                return rest.starts(with: lineEnd) ? whole(head, body) : .partial
            }
            guard rest.count >= size + 2 else { return .partial }
            body += rest.prefix(size)
            guard rest.dropFirst(size).starts(with: lineEnd) else { return .spoilt }
            rest = rest.dropFirst(size + 2)
        }
        return .partial
    }
}

extension StringProtocol {
    fileprivate var trimmingBlanks: String {
        func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
        let start = drop(while: isBlank)
        let count = start.reversed().prefix(while: isBlank).count
        return String(start.dropLast(count))
    }
}
