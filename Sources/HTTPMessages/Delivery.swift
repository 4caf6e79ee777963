/// The steps with which a request is answered on the wire. Faults are data: everything that an
/// exchange can do to a client is a list of steps.
package enum Delivery: Sendable, Equatable {
    /// The complete response with correct framing; the connection stays open. Equal to
    /// `steps([.response(…)])`, but most answers are just this and need no list.
    case whole(HTTPResponse)
    /// Steps in order. The end of the list is the end of the answer, and the connection stays open
    /// unless a step says otherwise.
    case steps([Step])

    /// The end of the stream, without a byte more.
    package static let close = Delivery.steps([.close])

    /// A step of an answer. Bytes that no pause divides go to the network together.
    package enum Step: Sendable, Equatable {
        /// A response, complete and rightly framed.
        case response(HTTPResponse)
        /// The head of a response whose content follows as `bytes`. The last answer of a connection
        /// says so in its head; the stream ends behind it.
        case head(status: Int, fields: HTTPFields, Framing, isLast: Bool)
        /// Content of the response that has begun; without a head before it, bytes as they are.
        case bytes([UInt8])
        /// Nothing is sent for this time, on the machine's clock.
        case pause(ns: Int64)
        /// From here on bytes go out in pieces of `bytes` bytes, one every `everyNs` nanoseconds
        /// on the machine's clock.
        case trickle(bytes: Int, everyNs: Int64)
        /// Once the network has taken everything, the handler is asked again: for the steps that
        /// follow, or how long to wait for them. This is the back-pressure of a long answer.
        case askAgain
        /// The end of the stream.
        case close
        /// Like `close`, but without TLS's close_notify; without TLS there is no difference.
        case cut
        /// A TCP reset.
        case reset
    }

    /// The framing of a response's content.
    package enum Framing: Sendable, Equatable {
        /// By this field, true or not, or none. The content goes out as it is.
        case declared(HTTPField?)
        /// By an empty chunk behind the last of it: each `bytes` is a chunk. HTTP/1.0 knows no
        /// chunks and finds the end of the stream instead.
        case chunked

        /// A `Content-Length`, true or not.
        package static func length(_ count: Int) -> Framing {
            .declared(HTTPField("Content-Length", String(count)))
        }
    }
}

extension Delivery {
    /// The delivery with every response in it changed; `head` changes those that are not complete,
    /// of which only the head is known.
    package func mapResponses(
        _ whole: (HTTPResponse) -> HTTPResponse, head: (HTTPResponse) -> HTTPResponse = { $0 }
    ) -> Delivery {
        switch self {
        case .whole(let response): .whole(whole(response))
        case .steps(let steps):
            .steps(
                steps.map { step in
                    switch step {
                    case .response(let response): return .response(whole(response))
                    case .head(let status, let fields, let framing, let isLast):
                        let changed = head(HTTPResponse(status: status, fields: fields))
                        return .head(
                            status: changed.status, fields: changed.fields, framing,
                            isLast: isLast)
                    default: return step
                    }
                })
        }
    }
}
