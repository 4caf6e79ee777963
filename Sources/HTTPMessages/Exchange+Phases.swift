extension Exchange {
    /// What the owner is to do.
    public enum Action: Sendable, Equatable {
        /// Ask the handler about this request.
        case answer(HTTPRequest)
        /// Ask the handler again; it said `wait`.
        case resume
        /// Send these bytes, then report `sent`.
        case send([UInt8])
        /// Tell the handler that the exchange has ended.
        case ended(Ending)
        /// Tell the handler that input was refused.
        case refused(Refusal)
        /// End the stream towards the client; it may still be sending.
        case finishSending
        /// Let the end of the stream come without TLS's close_notify.
        case omitCloseNotify
        /// Close the connection.
        case close
        /// Close the connection with a TCP reset.
        case reset
    }

    enum Phase: Equatable {
        /// Between requests, or reading one.
        case reading
        /// The handler is being asked, or said `wait`.
        case waiting
        /// Bytes of an answer are on their way to the network.
        case sending(Sending)
        /// The answer goes on at the deadline.
        case pausing
        /// The answer to a refusal, or the last answer, is out; input is thrown away.
        case draining(bytes: Int)
        case closed
    }

    enum Sending: Equatable {
        case answer(thenFinish: Bool)
        /// Bytes of an answer in steps.
        case step
        case interim
        case refusal
    }
}
