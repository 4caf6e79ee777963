/// What goes out on the wire in answer to a request. Faults are data: everything that an
/// exchange can do to a client is one of these.
public enum Delivery: Sendable, Equatable {
    /// The response, complete and rightly framed; the connection goes on.
    case whole(HTTPResponse)
    /// The same, in pieces of `bytes` bytes, one every `everyNs` nanoseconds.
    case trickled(HTTPResponse, bytes: Int, everyNs: Int64)
    /// The head of a response with a framing field that need not be true, or none, then these
    /// content bytes, then the end of the stream. Indirect, so that a delivery that waits is small.
    indirect case broken(HTTPResponse, framing: HTTPField?, body: [UInt8])
    /// The head of a response whose length is not known yet, with the first of its content. Once
    /// the network has taken it the handler is asked again, for the next `part`.
    case begun(HTTPResponse)
    /// More content of the response that has begun.
    case part([UInt8], isLast: Bool)
    /// Bytes as they are, then the end of the stream.
    case raw([UInt8])
    /// The response, complete and rightly framed as if the connection went on, then the end of the
    /// stream.
    case stale(HTTPResponse)
    /// The end of the stream, without a byte.
    case close
    /// The same without TLS's close_notify; without TLS there is no difference.
    case cut
    /// A TCP reset.
    case reset
}
