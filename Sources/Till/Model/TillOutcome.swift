import JSONTree
import Vocabulary

/// A till's reading of what came back for a message: an answer, or the reason why there is none.
package enum TillOutcome: UInt16, Sendable, CaseIterable {
    /// A voucher, an approval or the receipt of an advice.
    case approved
    /// A 404 of known outcome.
    case declined404
    /// A 400 of known outcome.
    case declined400
    /// Another 4xx of known outcome.
    case declined4xx
    /// A 4xx whose errorType says that nobody knows the outcome.
    case unknown4xx
    case error500
    case error503
    case error504
    /// Another 5xx.
    case error5xx
    /// The connection was closed before the answer was complete.
    case closed
    /// The connection was reset.
    case reset
    /// Nothing came until the till's time-out.
    case silent
    /// An answer that cannot be read.
    case spoilt
    /// A success without what was asked for.
    case incomplete
    /// The message was refused for its sender: it is to be sent again.
    case unauthorised
    /// The message did not leave: there was no connection.
    case unconnected

    /// True if the switch may have done what was asked, or not.
    package var isUnknown: Bool { TillOutcomes.unknown.contains(self) }

    /// True if the switch has said no.
    package var isDeclined: Bool { TillOutcomes.declined.contains(self) }
}

/// A set of outcomes, as the conditions of defects name them.
package struct TillOutcomes: OptionSet, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package init(_ outcome: TillOutcome) { rawValue = 1 << outcome.rawValue }

    package static let approved = TillOutcomes(.approved)
    package static let e404 = TillOutcomes(.declined404)
    package static let e400 = TillOutcomes(.declined400)
    package static let declined: TillOutcomes = [e404, e400, TillOutcomes(.declined4xx)]
    package static let unknown4xx = TillOutcomes(.unknown4xx)
    package static let e500 = TillOutcomes(.error500)
    package static let e503 = TillOutcomes(.error503)
    package static let e504 = TillOutcomes(.error504)
    package static let e5xx: TillOutcomes = [e500, e503, e504, TillOutcomes(.error5xx)]
    package static let closed = TillOutcomes(.closed)
    package static let reset = TillOutcomes(.reset)
    package static let silent = TillOutcomes(.silent)
    package static let spoilt = TillOutcomes(.spoilt)
    package static let incomplete = TillOutcomes(.incomplete)
    package static let unauthorised = TillOutcomes(.unauthorised)
    /// No answer came.
    package static let lost: TillOutcomes = [closed, reset, silent, TillOutcomes(.unconnected)]
    package static let unknown: TillOutcomes = [
        e5xx, lost, spoilt, incomplete, unknown4xx, unauthorised,
    ]
    package static let any: TillOutcomes = [approved, declined, unknown]

    package func contains(_ outcome: TillOutcome) -> Bool { contains(TillOutcomes(outcome)) }
}

/// The end of a message, as a till sees it.
package enum TillReply: Sendable {
    /// A whole HTTP answer.
    case answer(status: Int, isJSON: Bool, body: [UInt8])
    /// No answer that can be read, and why.
    case none(TillOutcome)
}

/// An answer as a till understands it.
struct ReadReply {
    let outcome: TillOutcome
    let status: Int?
    let json: JSON?

    private static let unknownErrors: Set<String> = [
        "UPSTREAM_UNAVAILABLE", "VOUCHER_STATUS_UNKNOWN",
    ]

    /// Reads the answer to an operation. JSON that cannot be read says nothing, whatever its
    /// status: its errorType could have said that the outcome is unknown.
    init(_ reply: TillReply, to operation: Operation) {
        guard case .answer(let status, let isJSON, let body) = reply else {
            if case .none(let reason) = reply { outcome = reason } else { outcome = .spoilt }
            (self.status, json) = (nil, nil)
            return
        }
        let json = isJSON ? try? JSON(parsing: body) : nil
        self.status = status
        self.json = json
        let isBroken = isJSON && json == nil && status < 500
        outcome = isBroken ? .spoilt : Self.outcome(status, json, operation)
    }

    var errorType: String? { json?["errorType"]?.text }

    private static func outcome(
        _ status: Int, _ json: JSON?, _ operation: Operation
    ) -> TillOutcome {
        switch status {
        case 500: return .error500
        case 503: return .error503
        case 504: return .error504
        case 501..<600: return .error5xx
        default: break
        }
        let errorType = json?["errorType"]?.text
        if status == 401 || errorType == "AUTHENTICATION_ERROR" { return .unauthorised }
        switch status {
        case 200..<300:
            return json.map { isComplete($0, operation) ? .approved : .incomplete } ?? .spoilt
        case 400..<500 where errorType.map(unknownErrors.contains) ?? false:
            return operation.isAdvice ? .declined4xx : .unknown4xx
        case 400..<500 where operation == .lookupRedemption && errorType == nil:
            // A redemption that has not arrived is not declined: it may be on its way.
            return .unknown4xx
        case 404: return .declined404
        case 400: return .declined400
        case 400..<500: return .declined4xx
        default: return .spoilt
        }
    }

    /// A provision is approved only with the voucher.
    private static func isComplete(_ json: JSON, _ operation: Operation) -> Bool {
        switch operation.row.role {
        case .request where operation == .provision, .retry: json["voucher"]?["code"] != nil
        case .request, .confirmation, .reversal, .lookup, .call, .delivery, .connection: true
        }
    }
}
