extension Exchange {
    /// An action for the owner to perform.
    package enum Action: Sendable, Equatable {
        /// Ask the handler about this request.
        case answer(HTTPRequest)
        /// Ask the handler again, which replied `wait`.
        case resume
        /// Send these bytes, then report `sent`.
        case send([UInt8])
        /// Tell the handler that the exchange has ended.
        case ended(ExchangeEnding)
        /// Tell the handler that input was refused.
        case refused(Refusal)
        /// End the stream towards the client; it may still be sending.
        case finishSending
        /// Let the stream end without TLS's close_notify.
        case omitCloseNotify
        /// Close the connection.
        case close
        /// Close the connection with a TCP reset.
        case reset
    }

    enum Phase: Equatable {
        /// Between requests, or while one arrives.
        case reading
        /// The handler is being asked, or replied `wait`.
        case waiting
        /// Bytes of an answer are being sent.
        case sending(Sending)
        /// The answer continues at the deadline.
        case pausing
        /// The answer to a refusal, or the last answer, has been sent; input is discarded.
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
