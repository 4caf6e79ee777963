import HTTPMessages

/// Gives an answer that depends on nothing but the request.
final class FixedResponder: Responder {
    private let response: HTTPResponse
    private let whenEnded: (HTTPResponse, Ending, Instant) -> Void

    init(
        _ response: HTTPResponse,
        whenEnded: @escaping (HTTPResponse, Ending, Instant) -> Void = { _, _, _ in }
    ) {
        self.response = response
        self.whenEnded = whenEnded
    }

    func respond(at now: Instant) -> Answer {
        .deliver(.whole(response))
    }

    func ended(_ ending: Ending, at now: Instant) {
        whenEnded(response, ending, now)
    }
}
