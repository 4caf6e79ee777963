/// The framing of the answer to one request. An answer that is held back keeps only this of its
/// request.
struct AnswerFraming {
    let isHEAD: Bool
    /// True if the client wants the connection to stay open.
    let persists: Bool
    private let version: HTTPVersion

    init(_ request: HTTPRequest) {
        isHEAD = request.method == "HEAD"
        version = request.version
        persists = request.persists
    }

    /// True if content of unknown length can be delimited without closing the connection (RFC 9112
    /// section 7.1).
    var isChunkable: Bool { version == .http11 }

    /// Returns an encoder for answers of this date.
    func encoder(persists: Bool, date: [UInt8]) -> ResponseEncoder {
        let keepsAlive = version == .http10 ? "keep-alive" : nil
        return ResponseEncoder(
            date: date, connection: persists ? keepsAlive : "close", omitsBody: isHEAD)
    }

    /// Content as one chunk; none of its own for no content, which would be the last one.
    static func chunk(_ content: [UInt8]) -> [UInt8] {
        guard !content.isEmpty else { return [] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count + 24)
        bytes += Array((String(content.count, radix: 16) + "\r\n").utf8)
        bytes += content
        bytes += endOfLine
        return bytes
    }

    private static let endOfLine = Array("\r\n".utf8)
    /// Ends content in chunks (RFC 9112 section 7.1).
    static let lastChunk = Array("0\r\n\r\n".utf8)
}
