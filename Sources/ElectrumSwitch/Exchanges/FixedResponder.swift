import HTTPMessages

/// Sends an answer that depends on nothing but the request.
final class FixedResponder: Responder {
    private let response: HTTPResponse
    private let whenEnded: (HTTPResponse, ExchangeEnding, Int?, Instant) -> Void
    private var cutAfter: Int?

    /// - Parameter whenEnded: told how, and after how many bytes if it was cut off.
    init(
        _ response: HTTPResponse,
        whenEnded: @escaping (HTTPResponse, ExchangeEnding, Int?, Instant) -> Void = { _, _, _, _ in
        }
    ) {
        self.response = response
        self.whenEnded = whenEnded
    }

    func respond(at now: Instant) -> Answer {
        .deliver(.whole(response))
    }

    func ended(_ ending: ExchangeEnding, at now: Instant) {
        whenEnded(response, ending, cutAfter, now)
    }

    func cut(after bytes: Int) {
        if bytes > 0 { cutAfter = bytes }
    }

    var isMissed: Bool { false }
}
