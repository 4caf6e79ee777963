import HTTPMessages

/// Adds header fields to the answers of another responder, faults included, where there is a header
/// at all.
final class CrossOriginResponder: Responder {
    private let responder: any Responder
    private let fields: HTTPFields

    init(_ responder: any Responder, adding fields: HTTPFields) {
        self.responder = responder
        self.fields = fields
    }

    func respond(at now: Instant) -> Answer {
        switch responder.respond(at: now) {
        case .deliver(let delivery): .deliver(opened(delivery))
        case let other: other
        }
    }

    func conclude(by end: Instant, at now: Instant) -> Delivery? {
        responder.conclude(by: end, at: now).map(opened)
    }

    func ended(_ ending: ExchangeEnding, at now: Instant) {
        responder.ended(ending, at: now)
    }

    func cut(after bytes: Int) {
        responder.cut(after: bytes)
    }

    var isMissed: Bool { responder.isMissed }

    var isTimed: Bool { responder.isTimed }

    private func opened(_ delivery: Delivery) -> Delivery {
        delivery.mapResponses(opened, head: opened)
    }

    private func opened(_ response: HTTPResponse) -> HTTPResponse {
        var response = response
        for field in fields.lines where response.fields[field.name] == nil {
            response.fields.append(field.name, field.value)
        }
        return response
    }
}
