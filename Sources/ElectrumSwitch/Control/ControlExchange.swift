import HTTPMessages

/// A request to the control API. It is looked at once the server has handled everything else that
/// has reached it by now: what somebody did before asking, the answer knows of.
final class ControlExchange: Responder {
    private enum Step {
        case arrived
        case catchingUp
        case answering(any Responder)
    }

    private let id: ExchangeID
    private let waker: Waker
    private let begin: (Instant) -> any Responder
    private var step = Step.arrived

    /// - Parameter begin: looks at the request.
    init(as id: ExchangeID, waker: Waker, begin: @escaping (Instant) -> any Responder) {
        self.id = id
        self.waker = waker
        self.begin = begin
    }

    func respond(at now: Instant) -> Answer {
        switch step {
        case .arrived where waker.catchUp(id):
            step = .catchingUp
            return .pause
        case .arrived, .catchingUp:
            let responder = begin(now)
            step = .answering(responder)
            return responder.respond(at: now)
        case .answering(let responder):
            return responder.respond(at: now)
        }
    }

    func ended(_ ending: Ending, at now: Instant) {
        if case .answering(let responder) = step { responder.ended(ending, at: now) }
    }
}
