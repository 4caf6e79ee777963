@testable import HTTPMessages

/// The stream from server to client: bytes in transit and bytes that arrived.
struct SimulatedNetwork {
    /// The bytes of the send that has not been reported sent.
    private(set) var unsent: [UInt8]?
    /// The end of the stream was sent.
    private(set) var isFinished = false
    private(set) var isClosed = false
    /// Bytes that the client has taken and not been read as answers yet.
    private var arrived: ArraySlice<UInt8> = []

    mutating func send(_ bytes: [UInt8]) throws(Violation) {
        try Violation.unless(unsent == nil, "one send at a time")
        try Violation.unless(!isFinished, "nothing is sent behind the end of the stream")
        try Violation.unless(!bytes.isEmpty, "a send has bytes")
        unsent = bytes
    }

    mutating func finish() throws(Violation) {
        try Violation.unless(unsent == nil && !isFinished, "the stream ends once, behind all bytes")
        isFinished = true
    }

    mutating func close() {
        isClosed = true
    }

    /// The client takes what is on its way.
    mutating func take() {
        arrived += unsent ?? []
        unsent = nil
    }

    /// Loses the bytes in transit.
    mutating func lose() {
        unsent = nil
    }

    /// Reads one answer that was reported delivered: it must have arrived, as it should be.
    mutating func check(_ delivery: Delivery, isHead: Bool) throws(Violation) {
        while arrived.starts(with: ResponseEncoder.continueLine) {
            arrived = arrived.dropFirst(ResponseEncoder.continueLine.count)
        }
        guard case .steps(let steps) = delivery else {
            if case .whole(let response) = delivery { try readWhole(response, isHead: isHead) }
            return
        }
        var hasHead = false
        for step in steps {
            switch step {
            case .response(let response): try readWhole(response, isHead: isHead)
            case .head(_, _, .declared(let framing?), _):
                hasHead = true
                try readHead(framing: "\(framing.name): \(framing.value)")
            case .head, .askAgain:
                throw Violation(description: "answers have a framing field and come at once here")
            case .bytes(let bytes): if !(isHead && hasHead) { try read(bytes) }
            case .pause, .trickle, .close, .cut, .reset: break
            }
        }
    }

    private mutating func readWhole(_ response: HTTPResponse, isHead: Bool) throws(Violation) {
        try readHead(framing: "Content-Length: \(response.body.count)")
        if !isHead { try read(response.body) }
    }

    func checkAllRead() throws(Violation) {
        try Violation.unless(arrived.isEmpty, "nothing arrives that is no answer")
    }

    /// Reads a head of status 200; any date and any `Connection` will do.
    private mutating func readHead(framing: String) throws(Violation) {
        try read(Array("HTTP/1.1 200 OK\r\nDate: ".utf8))
        arrived = arrived.dropFirst("Sun, 06 Nov 1994 08:49:37 GMT".utf8.count)
        try read(Array("\r\n\(framing)\r\n".utf8))
        for connection in ["Connection: close\r\n", "Connection: keep-alive\r\n"]
        where arrived.starts(with: connection.utf8) {
            arrived = arrived.dropFirst(connection.utf8.count)
        }
        try read(Array("\r\n".utf8))
    }

    private mutating func read(_ bytes: [UInt8]) throws(Violation) {
        try Violation.unless(
            arrived.starts(with: bytes), "\(bytes) arrive, not \(arrived.prefix(100))")
        arrived = arrived.dropFirst(bytes.count)
    }
}
