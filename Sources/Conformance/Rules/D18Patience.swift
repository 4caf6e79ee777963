import Vocabulary

extension VerdictRule {
    static let d18 = VerdictRule(
        id: "D18",
        title: "The till waits for an answer as long as agreed",
        todo: "Wait for the answer as long as was agreed before giving up.",
        source: """
            SUV interface, protocol basics: a sender that gets no answer within the agreed time, \
            60 s unless otherwise agreed, has to treat the outcome as unknown.
            """,
        reading: """
            Off unless a scenario sets it, as in `judge: {D18: {patience: 60s}}`. Judged on every \
            request, retry and advice. Fails if the till left, or sent the next message of the \
            transaction, before the answer came and before `patience` was over.
            """
    ) { history, values in
        history.transactions.flatMap { transaction -> [Ruling] in
            let messages = transaction.messages.filter {
                $0.operation.role != .lookup && !$0.isRefused
            }
            return messages.indices.compactMap { index in
                let message = messages[index]
                let next = messages[(index + 1)...].first { $0.operation.role != .confirmation }
                guard let end = endOfWait(message, next) else {
                    return message.finishedAt == nil ? nil : .kept
                }
                let waited = message.at.duration(to: end)
                let patience = values.duration(.patience)
                guard waited < patience else { return .kept }
                return .broken(
                    transaction.finding(
                        "the till did not wait for the answer to its \(message.operation.noun)",
                        [message],
                        comparing: Comparison(
                            expected: "\(patience.milliseconds) ms",
                            got: "\(waited.milliseconds) ms")))
            }
        }
    }

    /// Returns when the till gave up waiting; nil if it did not.
    private static func endOfWait(_ message: MessageRecord, _ next: MessageRecord?) -> Timestamp? {
        if let next, next.at < message.finishedAt ?? next.at.advanced(by: .milliseconds(1)) {
            return next.at
        }
        return message.ended == .clientLeft ? message.finishedAt : nil
    }
}
