import HTTPMessages

/// Deliveries as the tests need them again and again.
extension Delivery {
    /// The response in pieces.
    static func trickled(_ response: HTTPResponse, bytes: Int, everyNs: Int64) -> Delivery {
        .steps([.trickle(bytes: bytes, everyNs: everyNs), .response(response)])
    }

    /// A response whose framing need not be true, and the end of the stream.
    static func broken(
        _ response: HTTPResponse, framing: HTTPField?, body: [UInt8]
    ) -> Delivery {
        .steps([
            .head(
                status: response.status, fields: response.fields, .declared(framing),
                isLast: true),
            .bytes(body), .close,
        ])
    }

    /// A response of a length that is not known yet, with the first of its content.
    static func begun(_ response: HTTPResponse) -> Delivery {
        .steps([
            .head(
                status: response.status, fields: response.fields, .chunked, isLast: false),
            .bytes(response.body), .askAgain,
        ])
    }

    /// More content of the response that has begun.
    static func part(_ content: [UInt8], isLast: Bool) -> Delivery {
        .steps([.bytes(content)] + (isLast ? [] : [.askAgain]))
    }

    /// Bytes as they are, and the end of the stream.
    static func raw(_ bytes: [UInt8]) -> Delivery { .steps([.bytes(bytes), .close]) }

    /// The response as if the connection went on, and the end of the stream.
    static func stale(_ response: HTTPResponse) -> Delivery {
        .steps([.response(response), .close])
    }

    static let cut = Delivery.steps([.cut])
    static let reset = Delivery.steps([.reset])
}
