/// Parses the bytes of one connection into requests. The same bytes give the same requests and
/// refusals, however they are split on arrival.
struct RequestParser {
    let context: ExchangeContext
    /// The bytes that have arrived and are not consumed.
    private var rest: ArraySlice<UInt8> = []
    /// The number of bytes of `rest` already searched for the end of the head.
    private var searched = 0
    private var unfinished: Unfinished?
    /// None or one, since hardly any connection sends chunks.
    private var decoders: [ChunkedDecoder] = []
    /// True if `rest` refers to borrowed memory.
    private var isLent = false
    private var skippedEmptyLine = false

    /// A request whose body has not arrived completely; indirect, since hardly any connection has
    /// one for long.
    private indirect enum Unfinished {
        case head(RequestHead)
    }

    init(in context: ExchangeContext) {
        self.context = context
    }

    var limits: HTTPLimits { context.limits }

    /// True if no byte of the next request has arrived.
    var isEmpty: Bool { unfinished == nil && rest.isEmpty }

    /// True if the client waits for a 100 (Continue) before it sends the body of the head that has
    /// arrived (RFC 9110 section 10.1.1).
    var awaitsContinue: Bool {
        guard rest.isEmpty, case .head(let head) = unfinished, head.expectsContinue else {
            return false
        }
        return head.framing != .chunked || decoders.first?.hasBegun != true
    }

    /// Takes bytes that arrived. They are read in place, since they mostly are whole requests:
    /// `keepRest` has to follow before that memory is written to again, or everything is copied.
    mutating func append(_ bytes: ArraySlice<UInt8>) {
        if rest.isEmpty {
            rest = bytes
            isLent = true
        } else {
            rest += bytes
        }
    }

    /// Copies the unconsumed bytes, if they are in borrowed memory.
    mutating func keepRest() {
        guard isLent else { return }
        isLent = false
        // An idle connection holds no buffer.
        rest = rest.isEmpty ? [] : Array(rest)[...]
    }

    /// Returns the next complete request; nil if it has not arrived.
    mutating func next() throws(Refusal) -> HTTPRequest? {
        if case .head(let head) = unfinished {
            guard let request = try readBody(of: head) else { return nil }
            unfinished = nil
            return request
        }
        guard let head = try readHead() else { return nil }
        do throws(Refusal) {
            let request = try readBody(of: head)
            if request == nil { unfinished = .head(head) }
            return request
        } catch {
            unfinished = .head(head)
            throw error
        }
    }

    /// The request that could not be read to its end, as far as it was: its line, the header
    /// section if that is well formed, no body. Nil if not even the line was read.
    var unreadable: HTTPRequest? {
        if case .head(let head) = unfinished {
            return HTTPRequest(head.line, head.fields, body: [], trailers: [:])
        }
        let end = RequestHead.endOfLine(in: rest.prefix(limits.headBytesMax))
        guard end < rest.endIndex,
            let line = try? RequestLine(parsing: rest[..<end], limits: limits)
        else { return nil }
        let section = rest[end...].dropFirst(2)
        let fields = try? HeadEnd.find(in: rest, from: rest.startIndex, limits: limits).map {
            try FieldSection.parse(
                section[..<$0], called: "header", fieldsMax: limits.fieldsMax)
        }
        return HTTPRequest(line, fields ?? [:], body: [], trailers: [:])
    }

    private mutating func readHead() throws(Refusal) -> RequestHead? {
        skipEmptyLine()
        guard let first = rest.first else { return nil }
        try Self.checkFirstByte(first)
        if let known = context.heads.head(of: rest) {
            take(known.count)
            return known.head
        }
        try checkTargetLength()
        let end = try HeadEnd.find(in: rest, from: rest.startIndex + searched, limits: limits)
        guard let end else {
            searched = rest.count
            return nil
        }
        let head = try RequestHead(parsing: rest[..<end], limits: limits)
        context.heads.note(head, from: rest[..<end])
        take(end - rest.startIndex)
        return head
    }

    /// Consumes a head.
    private mutating func take(_ count: Int) {
        consume(count)
        skippedEmptyLine = false
    }

    /// Skips one empty line before a request (RFC 9112 section 2.2).
    private mutating func skipEmptyLine() {
        guard !skippedEmptyLine, rest.first == ASCII.carriageReturn,
            rest.dropFirst().first == ASCII.lineFeed
        else { return }
        skippedEmptyLine = true
        consume(2)
    }

    /// Refuses at the first byte a client that does not speak HTTP.
    private static func checkFirstByte(_ byte: UInt8) throws(Refusal) {
        guard byte != 0x16 else {
            throw .tlsHandshake
        }
        guard ASCII.isTokenCharacter(byte) || byte == ASCII.carriageReturn else {
            throw Refusal(400, "a request begins with a method (RFC 9112 section 3)")
        }
    }

    /// Refuses an endless request line with 414 rather than 431.
    private func checkTargetLength() throws(Refusal) {
        let lineMax = min(limits.targetBytesMax + Self.requestLineRestMax, limits.headBytesMax)
        let window = rest.prefix(lineMax)
        guard window.count == lineMax,
            !window.contains(where: { $0 == ASCII.carriageReturn || $0 == ASCII.lineFeed })
        else { return }
        throw Refusal(414, "the request target is over \(limits.targetBytesMax) bytes")
    }

    /// The most bytes of a request line besides the target: more than any known method, two spaces
    /// and a version.
    private static let requestLineRestMax = 32

    private mutating func readBody(of head: RequestHead) throws(Refusal) -> HTTPRequest? {
        switch head.framing {
        case .length(let length): finish(head, length: length)
        case .chunked: try readChunks(of: head)
        }
    }

    private mutating func finish(_ head: RequestHead, length: Int) -> HTTPRequest? {
        guard rest.count >= length else { return nil }
        let body = Array(rest.prefix(length))
        consume(length)
        return HTTPRequest(head.line, head.fields, body: body, trailers: HTTPFields())
    }

    private mutating func readChunks(of head: RequestHead) throws(Refusal) -> HTTPRequest? {
        if decoders.isEmpty { decoders = [ChunkedDecoder()] }
        let progress = try decoders[0].decode(rest, limits: limits)
        consume(progress.consumed)
        guard progress.isComplete, let decoder = decoders.popLast() else { return nil }
        return HTTPRequest(
            head.line, head.fields, body: decoder.body, trailers: decoder.trailers)
    }

    private mutating func consume(_ count: Int) {
        rest.removeFirst(count)
        searched = 0
        if rest.isEmpty { rest = [] }
    }
}
