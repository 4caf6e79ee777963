/// Decodes the chunked transfer coding (RFC 9112 section 7.1) incrementally.
struct ChunkedDecoder {
    /// The content decoded so far.
    private(set) var body: [UInt8] = []
    /// The trailer section, once decoding is done.
    private(set) var trailers = HTTPFields()

    private var state = State.size
    /// The number of bytes of the trailer section already searched for its end.
    private var trailersSearched = 0

    private enum State {
        case size
        case data(remaining: Int)
        case dataEnd
        case trailers
    }

    /// True once a first chunk, or at least its size, has arrived.
    var hasBegun: Bool {
        if case .size = state { return !body.isEmpty }
        return true
    }

    /// The most bytes in a line that begins a chunk, extensions included.
    private static let sizeLineBytesMax = 1024

    /// Decodes from the start of `input`.
    ///
    /// - Returns: the number of bytes consumed, and whether the body is complete. The rest has to
    ///   be passed again with more behind it.
    mutating func decode(_ input: ArraySlice<UInt8>, limits: HTTPLimits) throws(Refusal)
        -> (consumed: Int, isComplete: Bool)
    {
        var rest = input
        while true {
            switch state {
            case .size:
                guard let line = try line(in: rest, bytesMax: Self.sizeLineBytesMax) else {
                    return (rest.startIndex - input.startIndex, false)
                }
                let size = try ChunkSize.parse(line)
                guard size <= limits.bodyBytesMax - body.count else {
                    throw Refusal(413, "the body is over \(limits.bodyBytesMax) bytes")
                }
                state = size == 0 ? .trailers : .data(remaining: size)
                rest = rest[(line.endIndex + 2)...]
            case .data(let remaining):
                let part = rest.prefix(remaining)
                body += part
                rest = rest[part.endIndex...]
                guard part.count == remaining else {
                    state = .data(remaining: remaining - part.count)
                    return (rest.startIndex - input.startIndex, false)
                }
                state = .dataEnd
            case .dataEnd:
                guard let line = try line(in: rest, bytesMax: 0) else {
                    return (rest.startIndex - input.startIndex, false)
                }
                state = .size
                rest = rest[(line.endIndex + 2)...]
            case .trailers:
                let searched = rest.startIndex + trailersSearched
                guard let end = try HeadEnd.find(in: rest, from: searched, limits: limits) else {
                    trailersSearched = rest.count
                    return (rest.startIndex - input.startIndex, false)
                }
                trailers = try FieldSection.parse(
                    rest[..<end], called: "trailer", fieldsMax: limits.fieldsMax)
                return (end - input.startIndex, true)
            }
        }
    }

    /// Returns the first line without its CRLF; nil if it has not arrived.
    private func line(in bytes: ArraySlice<UInt8>, bytesMax: Int) throws(Refusal)
        -> ArraySlice<UInt8>?
    {
        let window = bytes.prefix(bytesMax + 2)
        guard let carriageReturn = window.firstIndex(of: ASCII.carriageReturn) else {
            guard window.count <= bytesMax, !window.contains(ASCII.lineFeed) else {
                throw badChunk
            }
            return nil
        }
        guard carriageReturn - bytes.startIndex <= bytesMax,
            !bytes[..<carriageReturn].contains(ASCII.lineFeed)
        else { throw badChunk }
        guard carriageReturn + 1 < bytes.endIndex else { return nil }
        guard bytes[carriageReturn + 1] == ASCII.lineFeed else { throw badChunk }
        return bytes[..<carriageReturn]
    }

    private var badChunk: Refusal {
        switch state {
        case .dataEnd:
            Refusal(400, "a chunk is not followed by CRLF (RFC 9112 section 7.1)")
        default:
            Refusal(400, "a chunk size line is not SIZE CRLF (RFC 9112 section 7.1)")
        }
    }
}
