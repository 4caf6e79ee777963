/// Cuts the bytes of one connection into requests. The same bytes give the same requests and
/// refusals, however they are split on arrival.
struct RequestParser {
    let limits: HTTPLimits
    private var buffer: [UInt8] = []
    /// The first byte that no request has consumed.
    private var position = 0
    /// Everything before has been searched for the end of the head.
    private var searched = 0
    private var state = State.head
    private var skippedEmptyLine = false
    /// Apart from the state, so that its buffer keeps one owner while it grows.
    private var decoder = ChunkedDecoder()

    private enum State {
        case head
        case fixedBody(HTTPRequest, length: Int)
        case chunkedBody(HTTPRequest)
    }

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Whether nothing of a next request has arrived.
    var isEmpty: Bool {
        if case .head = state { return position == buffer.count }
        return false
    }

    /// Whether the client waits for leave to send the body whose head has arrived
    /// (RFC 9110 section 10.1.1).
    var awaitsContinue: Bool {
        guard position == buffer.count else { return false }
        switch state {
        case .head: return false
        case .fixedBody(let request, _): return Self.expectsContinue(request)
        case .chunkedBody(let request):
            return !decoder.hasBegun && Self.expectsContinue(request)
        }
    }

    /// Takes bytes that arrived.
    mutating func append(_ bytes: ArraySlice<UInt8>) {
        buffer += bytes
    }

    /// The next complete request, nil while it has not arrived.
    mutating func next() throws(Refusal) -> HTTPRequest? {
        if case .head = state { try readHead() }
        switch state {
        case .head: return nil
        case .fixedBody(let request, let length): return finish(request, length: length)
        case .chunkedBody(let request): return try readChunks(of: request)
        }
    }

    private mutating func readHead() throws(Refusal) {
        skipEmptyLine()
        guard position < buffer.count else { return }
        try checkFirstByte()
        try checkTargetLength()
        guard
            let end = try HeadEnd.find(
                in: buffer[position...], from: max(searched, position), limits: limits)
        else {
            searched = buffer.count
            return
        }
        let request = try RequestHead.parse(buffer[position..<end], limits: limits)
        let framing = try BodyFraming(of: request, limits: limits)
        try Self.checkExpectation(of: request)
        position = end
        skippedEmptyLine = false
        state =
            switch framing {
            case .length(let length): .fixedBody(request, length: length)
            case .chunked: .chunkedBody(request)
            }
    }

    /// One empty line before a request is ignored (RFC 9112 section 2.2).
    private mutating func skipEmptyLine() {
        guard !skippedEmptyLine, position + 1 < buffer.count,
            buffer[position] == ASCII.carriageReturn,
            buffer[position + 1] == ASCII.lineFeed
        else { return }
        skippedEmptyLine = true
        position += 2
        searched = position
    }

    /// Tells a client at once that it does not speak HTTP.
    private func checkFirstByte() throws(Refusal) {
        let byte = buffer[position]
        guard byte != 0x16 else {
            throw Refusal(400, "this is a TLS handshake, and this port speaks plain HTTP")
        }
        guard ASCII.isTokenCharacter(byte) || byte == ASCII.carriageReturn else {
            throw Refusal(400, "a request begins with a method (RFC 9112 section 3)")
        }
    }

    /// An endless request line is a 414 rather than a 431.
    private func checkTargetLength() throws(Refusal) {
        let lineMax = min(limits.targetBytesMax + Self.requestLineRestMax, limits.headBytesMax)
        let window = buffer[position...].prefix(lineMax)
        guard window.count == lineMax,
            !window.contains(where: { $0 == ASCII.carriageReturn || $0 == ASCII.lineFeed })
        else { return }
        throw Refusal(414, "the request target is over \(limits.targetBytesMax) bytes")
    }

    /// More than any known method, two spaces and a version take.
    private static let requestLineRestMax = 32

    private mutating func finish(_ request: HTTPRequest, length: Int) -> HTTPRequest? {
        guard buffer.count - position >= length else { return nil }
        var request = request
        request.body = Array(buffer[position..<position + length])
        consume(length)
        state = .head
        return request
    }

    private mutating func readChunks(of request: HTTPRequest) throws(Refusal) -> HTTPRequest? {
        let progress = try decoder.decode(buffer[position...], limits: limits)
        consume(progress.consumed)
        guard progress.isComplete else { return nil }
        var request = request
        request.body = decoder.body
        request.trailers = decoder.trailers
        decoder = ChunkedDecoder()
        state = .head
        return request
    }

    /// An idle connection holds no buffer; one that goes on never moves the same bytes twice.
    private mutating func consume(_ count: Int) {
        position += count
        if position == buffer.count {
            buffer = []
            position = 0
        } else if position > Self.consumedBytesMax {
            buffer.removeFirst(position)
            position = 0
        }
        searched = position
    }

    /// How many consumed bytes may stand before the rest until it is moved to the front.
    private static let consumedBytesMax = 64 * 1024

    private static func expectsContinue(_ request: HTTPRequest) -> Bool {
        request.version == .http11 && request.fields["Expect"] != nil
    }

    /// RFC 9110 section 10.1.1; HTTP/1.0 has no expectations.
    private static func checkExpectation(of request: HTTPRequest) throws(Refusal) {
        guard request.version == .http11 else { return }
        for field in request.fields.lines where field.isNamed("Expect") {
            guard ASCII.equalIgnoringCase(field.value, "100-continue") else {
                throw Refusal(417, "only the expectation 100-continue is known")
            }
        }
    }
}
