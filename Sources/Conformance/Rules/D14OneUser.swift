import JSONTree
import Vocabulary

extension VerdictRule {
    static let d14 = VerdictRule(
        id: "D14",
        title: "Every message shows who sends it, the client throughout a transaction",
        todo: """
            Sign every message of a transaction in under the same name, and send \
            it again if it was refused.
            """,
        source: """
            SUV interface, the security scheme httpBasic: the user name equals the `client.id` \
            of the message; and the error AUTHENTICATION_ERROR. RFC 6750, section 3.1: a token \
            that has expired is to be replaced, and the request sent again.
            """,
        reading: """
            Judged on every message with a `client`, on every message of a transaction, and on \
            every one that was refused for its sender (401, or 400 with AUTHENTICATION_ERROR), by \
            the switch or by a scenario. Fails if the Basic user name, or the token's, is another than \
            `client.id`, or than on the request; whoever knows a voucher's code or serial number \
            may look it up. A message that was refused passes if the till \
            sends it again with a good token or password, or reverses it; it is inconclusive while that may still \
            come; then it fails.
            """
    ) { history, values in
        let refused = history.unauthenticated.filter { !isUnderAnotherName($0.message) }
        let refusals = refused.map { refusal in
            let message = refusal.message
            return refusal.isRepeated || refusal.isReversed
                ? Ruling.kept
                : history.ruling(
                    on: """
                        the \(message.operation.noun) was refused for its sender \
                        (\(message.answerText)), and the till did not send it again
                        """,
                    since: message, within: values.duration(.owedWithin),
                    history.grouping.id(of: message))
        }
        let judged = Set(refused.map(\.message.seq))
        let others = history.messages.filter { !judged.contains($0.seq) }
        return refusals + others.compactMap { ruling(on: $0, history) }
    }

    /// A message with a token that is not good has no name.
    private static func isUnderAnotherName(_ message: MessageRecord) -> Bool {
        message.answer.status != 401 && message.clientID.map { $0 != message.client } ?? false
    }

    /// The switch has this word for credentials that there were none of, or no readable ones.
    private static func hasNoUserName(_ message: MessageRecord) -> Bool {
        message.client == nil || message.client == "null"
    }

    /// Returns true for a lookup that asks for no transaction: vouchers belong to everybody who
    /// knows them.
    private static func isOpenToAll(_ message: MessageRecord) -> Bool {
        func asksBy(_ parameter: String) -> Bool { message.request[parameter]?.text != nil }
        return message.operation == .lookup && !asksBy("provisionRequestId")
            && (asksBy("voucherCode") || asksBy("voucherSerialNumber"))
    }

    private static func ruling(on message: MessageRecord, _ history: History) -> Ruling? {
        // A message that could not be read has no sender.
        guard message.refused == nil else { return nil }
        let noun = message.operation.noun
        if let id = message.clientID, id != message.client {
            let fault =
                hasNoUserName(message)
                ? "the \(noun) came without a user name"
                : "the \(noun)'s user name is not its client.id"
            return .broken(Finding(history.grouping.id(of: message), fault, [message]))
        }
        guard let key = history.grouping.key(of: message) else {
            return message.clientID == nil ? nil : .kept
        }
        guard key.client != message.client else { return .kept }
        if isOpenToAll(message), !hasNoUserName(message) { return nil }
        let fault =
            "the \(noun) came under "
            + (hasNoUserName(message) ? "no user name" : "another user name")
        return .broken(Finding(history.grouping.spelling(of: key), fault, [message]))
    }
}
