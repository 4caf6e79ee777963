/// Removes the chunked transfer coding (RFC 9112 section 7.1), byte by byte if need be.
struct ChunkedDecoder {
    /// The content decoded so far.
    private(set) var body: [UInt8] = []
    /// The trailer section, once decoding is done.
    private(set) var trailers = HTTPFields()

    private var state = State.size
    /// How much of the trailer section has been searched for its end, in bytes.
    private var trailersSearched = 0

    private enum State {
        case size
        case data(remaining: Int)
        case dataEnd
        case trailers
    }

    /// Whether a first chunk has arrived, be it only its size.
    var hasBegun: Bool {
        if case .size = state { return !body.isEmpty }
        return true
    }

    /// The most bytes in a line that begins a chunk, extensions included.
    private static let sizeLineBytesMax = 1024

    /// Reads on from the start of `input`.
    ///
    /// - Returns: how many bytes were consumed, and whether the body is complete. The rest has
    ///   to be given again with more behind it.
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

    /// The first line without its CRLF, nil while it has not arrived.
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
