/// How the answer to one request is framed. An answer that is held back keeps no more of its
/// request than this.
struct AnswerFraming {
    let isHEAD: Bool
    /// Whether the client wants the connection to stay open.
    let persists: Bool
    private let version: HTTPVersion

    init(_ request: HTTPRequest) {
        isHEAD = request.method == "HEAD"
        version = request.version
        persists = request.persists
    }

    /// Whether content of unknown length can be told from the end of the stream
    /// (RFC 9112 section 7.1).
    var isChunkable: Bool { version == .http11 }

    /// Writes the answers that go out at `now`.
    func encoder(persists: Bool, at now: Instant) -> ResponseEncoder {
        let keepsAlive = version == .http10 ? "keep-alive" : nil
        return ResponseEncoder(
            unixSeconds: now.unix / 1_000_000_000, connection: persists ? keepsAlive : "close",
            omitsBody: isHEAD)
    }

    /// The head of a response that goes out in parts, with the first of its content.
    func beginning(of response: HTTPResponse, persists: Bool, at now: Instant) -> [UInt8] {
        let framing = isChunkable ? HTTPField("Transfer-Encoding", "chunked") : nil
        return encoder(persists: persists, at: now)
            .encode(response, framing: framing, body: part(response.body, isLast: false))
    }

    /// Content as one chunk; the last one ends with the empty chunk.
    func part(_ content: [UInt8], isLast: Bool) -> [UInt8] {
        guard isChunkable else { return content }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count + 24)
        if !content.isEmpty {
            bytes += Array((String(content.count, radix: 16) + "\r\n").utf8)
            bytes += content
            bytes += Self.endOfLine
        }
        if isLast { bytes += Self.lastChunk }
        return bytes
    }

    private static let endOfLine = Array("\r\n".utf8)
    private static let lastChunk = Array("0\r\n\r\n".utf8)
}
