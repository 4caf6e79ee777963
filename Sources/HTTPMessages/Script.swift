/// The remaining steps of an answer.
struct Script {
    /// The next action.
    enum Turn {
        /// These bytes go out.
        case send([UInt8])
        /// Nothing is sent for this time.
        case pause(ns: Int64)
        /// The handler is asked for more.
        case askAgain
        /// The stream ends, `cut` without TLS's close_notify.
        case close(isCut: Bool)
        case reset
        /// The answer is complete.
        case finished
    }

    /// An answer in steps where it is kept. Indirect: hardly any connection has one.
    indirect enum Underway {
        case none
        case steps(Script)
    }

    private var steps: ArraySlice<Delivery.Step>
    /// Bytes that go out piece by piece.
    private var pieces: ArraySlice<UInt8> = []
    private var pace: (bytes: Int, everyNs: Int64)?
    private var isPieceDue = false
    /// True if content goes out as chunks, the last of which has not gone out yet.
    private var isChunked = false

    init(_ steps: [Delivery.Step]) {
        self.steps = steps[...]
    }

    /// Continues with the steps of a handler that was asked again.
    mutating func resume(with steps: [Delivery.Step]) {
        self.steps = steps[...]
    }

    /// Returns true if a head among the steps begins the last answer of its connection.
    func isLast(_ framing: AnswerFraming) -> Bool {
        steps.contains { step in
            guard case .head(_, _, let kind, let isLast) = step else { return false }
            return isLast || (kind == .chunked && !framing.isChunkable)
        }
    }

    /// The least duration of the rest, in nanoseconds; saturates at the maximum.
    var restNs: Int64 {
        var (rest, everyNs, size) = (Int64(0), pace?.everyNs ?? 0, pace?.bytes ?? 1)
        func add(pieces count: Int) {
            let (time, isTooLong) = Int64(count / size + 1).multipliedReportingOverflow(by: everyNs)
            rest = rest.saturatingSum(isTooLong ? .max : time)
        }
        add(pieces: pieces.count)
        for step in steps {
            switch step {
            case .pause(let ns): rest = rest.saturatingSum(ns)
            case .trickle(let bytes, let ns): (everyNs, size) = (ns, max(1, bytes))
            case .response(let response): add(pieces: response.body.count)
            case .bytes(let bytes): add(pieces: bytes.count)
            case .head, .askAgain, .close, .cut, .reset: break
            }
        }
        return rest
    }

    /// Takes out what comes next.
    ///
    /// - Parameter encoder: writes heads.
    mutating func next(_ framing: AnswerFraming, _ encoder: ResponseEncoder) -> Turn {
        if let pace, !pieces.isEmpty {
            if isPieceDue { return .send(takePiece(pace.bytes)) }
            isPieceDue = true
            return .pause(ns: pace.everyNs)
        }
        if let bytes = gather(framing, encoder) {
            guard let pace else { return .send(bytes) }
            pieces = bytes[...]
            return .send(takePiece(pace.bytes))
        }
        switch steps.popFirst() {
        case .pause(let ns): return .pause(ns: ns)
        case .askAgain: return .askAgain
        case .close: return .close(isCut: false)
        case .cut: return .close(isCut: true)
        case .reset: return .reset
        case nil, .response, .head, .bytes, .trickle: return .finished
        }
    }

    private mutating func takePiece(_ count: Int) -> [UInt8] {
        defer { pieces = pieces.dropFirst(count) }
        isPieceDue = false
        return Array(pieces.prefix(count))
    }

    /// Takes out the steps that are bytes, up to the first that is none; nil when there are none.
    private mutating func gather(
        _ framing: AnswerFraming, _ encoder: ResponseEncoder
    ) -> [UInt8]? {
        var gathered: [UInt8]?
        func append(_ bytes: [UInt8]) {
            if gathered == nil { gathered = bytes } else { gathered?.append(contentsOf: bytes) }
        }
        loop: while let step = steps.first {
            switch step {
            case .response(let response): append(encoder.encode(response))
            case .head(let status, let fields, let kind, _):
                isChunked = kind == .chunked && framing.isChunkable
                append(
                    encoder.encode(
                        HTTPResponse(status: status, fields: fields), framing: kind.field(framing),
                        body: []))
                if framing.isHEAD { omitContent() }
            case .bytes(let bytes): append(isChunked ? AnswerFraming.chunk(bytes) : bytes)
            case .trickle(let bytes, let everyNs):
                // The bytes gathered so far are sent at the pace they had before.
                if gathered != nil { break loop }
                pace = (max(1, bytes), everyNs)
            case .pause, .askAgain, .close, .cut, .reset: break loop
            }
            steps = steps.dropFirst()
        }
        if steps.isEmpty, isChunked {
            isChunked = false
            append(AnswerFraming.lastChunk)
        }
        return gathered
    }

    /// The answer to HEAD ends with its head (RFC 9110 section 9.3.2).
    private mutating func omitContent() {
        isChunked = false
        let head = steps.prefix(1)
        steps =
            head
            + steps.dropFirst().filter { step in
                switch step {
                case .bytes, .pause, .askAgain: false
                default: true
                }
            }
    }
}

extension Delivery.Framing {
    /// The field that the head shows.
    fileprivate func field(_ framing: AnswerFraming) -> HTTPField? {
        switch self {
        case .declared(let field): field
        case .chunked: framing.isChunkable ? HTTPField("Transfer-Encoding", "chunked") : nil
        }
    }
}
