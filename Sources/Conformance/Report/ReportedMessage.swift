import Journal
package import Vocabulary

/// A message as a report shows it, without secrets.
package struct ReportedMessage: Sendable, Equatable {
    package let seq: Int
    package let at: Timestamp
    /// The time until its answer; nil while it is pending.
    let took: Duration?
    /// As in "retry".
    let name: String
    /// As in `POST /vouchers`.
    let call: String
    /// As in `503 UPSTREAM_UNAVAILABLE`.
    let answer: String
    /// The scenario's rule that decided and its fault; nil without one.
    let fault: String?
    let headers: [(name: String, value: String)]
    let request: MaskedBody
    let response: MaskedBody

    init(_ message: MessageRecord) {
        seq = message.seq
        at = message.at
        took = message.finishedAt.map { message.at.duration(to: $0) }
        name = message.operation.noun
        call =
            message.operation.row.call.map { "\($0.method) \($0.path)" }
            ?? (message.operation.isDelivery ? "switch to provider" : "no operation")
        answer = message.answerText
        fault = message.rule.map { rule in
            rule + (message.fault.map { ": \($0.text)" } ?? "")
        }
        headers = Self.headers(of: message)
        request = MaskedBody(message.request)
        response = MaskedBody(message.response)
    }

    /// The part of the headers that a journal keeps, never a secret.
    private static func headers(of message: MessageRecord) -> [(name: String, value: String)] {
        [("User-Agent", message.userAgent), ("Basic user", message.client)].compactMap {
            name, value in value.map { (name, $0.shown) }
        }
    }

    package static func == (left: ReportedMessage, right: ReportedMessage) -> Bool {
        left.seq == right.seq && left.at == right.at && left.took == right.took
            && left.call == right.call && left.answer == right.answer && left.fault == right.fault
            && left.headers.elementsEqual(right.headers, by: ==) && left.request == right.request
            && left.response == right.response
    }
}
