import Testing
import Till
import Vocabulary

/// A till's answers, in order, and the messages that follow from them.
struct Played: Sendable, CustomTestStringConvertible {
    enum Answer: Sendable {
        case voucher, ok, e500, e503, e504, e404, e400, unknown400, silence, closed, spoilt

        var reply: TillReply {
            switch self {
            case .voucher:
                Self.json(
                    201,
                    #"{"voucher":{"code":"1234"},"thirdPartyIdentifiers":[{"institutionId":"1"}]}"#)
            case .ok: Self.json(202, "{}")
            case .e500: Self.json(500, #"{"errorType":"GENERAL_ERROR"}"#)
            case .e503: Self.json(503, #"{"errorType":"UPSTREAM_UNAVAILABLE"}"#)
            case .e504: Self.json(504, #"{"errorType":"UPSTREAM_UNAVAILABLE"}"#)
            case .e404: Self.json(404, #"{"errorType":"DO_NOT_HONOR"}"#)
            case .e400: Self.json(400, #"{"errorType":"DO_NOT_HONOR"}"#)
            case .unknown400: Self.json(400, #"{"errorType":"VOUCHER_STATUS_UNKNOWN"}"#)
            case .silence: .none(.silent)
            case .closed: .none(.closed)
            case .spoilt: .none(.spoilt)
            }
        }

        private static func json(_ status: Int, _ text: String) -> TillReply {
            .answer(status: status, isJSON: true, body: Array(text.utf8))
        }
    }

    let answers: [Answer]
    let expected: [String]
    var messaging = Messaging.dual

    init(_ answers: [Answer], _ expected: [String], _ messaging: Messaging = .dual) {
        self.answers = answers
        self.expected = expected
        self.messaging = messaging
    }

    var testDescription: String { "\(messaging) \(answers)" }

    /// Returns the operations that the till sends, and the end in its view.
    func story(defects: [TillDefect] = []) -> [String] {
        var settings = TillSettings()
        settings.messaging = messaging
        settings.advicesMax = 4
        var machine = TillMachine(settings, defects: defects)
        var story: [String] = []
        var rest = answers[...]
        let time = Timestamp(milliseconds: 1_769_596_889_123)
        while story.count < 50, case .send(let message, _, _) = machine.next(at: time) {
            story.append(message.operation.rawValue)
            _ = machine.receive(rest.popFirst()?.reply ?? .none(.closed))
        }
        return story + machine.accounts.map(\.end.rawValue)
    }

    static let flows = [
        Played([.voucher, .ok], ["provision", "confirm", "confirmed"]),
        Played([.voucher], ["provision", "provisioned"], .single),
        Played(
            [.silence, .closed, .voucher, .ok],
            ["provision", "retry", "retry", "confirm", "confirmed"]),
        Played(
            [.silence, .silence, .silence, .silence, .ok],
            ["provision", "retry", "retry", "retry", "reverse", "reversed"]),
        Played([.e404], ["provision", "declined"]),
        Played([.e400], ["provision", "declined"], .single),
        Played(
            [.unknown400, .voucher, .ok], ["provision", "retry", "confirm", "confirmed"]),
        Played([.spoilt, .voucher], ["provision", "retry", "provisioned"], .single),
        Played(
            [.e504, .e503, .e404, .ok], ["provision", "retry", "retry", "reverse", "reversed"]),
        Played(
            [.voucher, .closed, .e500, .ok],
            ["provision", "confirm", "confirm", "confirm", "confirmed"]),
        Played(
            [.e503, .e400, .silence, .e404],
            ["provision", "retry", "reverse", "reverse", "reversed"]),
        Played([.voucher, .e400], ["provision", "confirm", "refused"]),
        Played(
            [.voucher], ["provision", "confirm", "confirm", "confirm", "confirm", "open"]),
    ]
}
