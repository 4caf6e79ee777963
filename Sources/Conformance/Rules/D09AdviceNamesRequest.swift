import JSONTree
import Vocabulary

extension VerdictRule {
    static let d9 = VerdictRule(
        id: "D9",
        title: "An advice names its request and carries its identifiers unaltered",
        todo: """
            Copy requestId and all thirdPartyIdentifiers of the response into the \
            advice, unaltered.
            """,
        source: """
            SUV interface, the schemas BasicReversal, BasicAdvice and TenderAdvice: `requestId` \
            is the id of the provision, redemption or refund, and `thirdPartyIdentifiers` are an \
            unaltered copy of the response's, or of the request's if no response came.
            """,
        reading: """
            Judged on the first message of every advice that is well formed. Fails if \
            `requestId` names no request that was seen, or if identifiers were dropped, \
            rewritten or put in another order. The identifiers are those of the answer; those of \
            the request only if no answer came, or if it may have been missed. A reversal that \
            was answered 404 may name a request that was never seen, where a connection failed \
            before it or something was refused unread: that may have been the request.
            """
    ) { history, _ in
        var losses = history.losses[...]
        return history.transactions.flatMap { transaction -> [Ruling] in
            if isOfLostRequest(transaction, &losses) { return [.kept] }
            if transaction.mayLackMessages { return [] }
            var seen: Set<String?> = []
            return transaction.advices.filter {
                !$0.isMalformed && seen.insert($0.messageId).inserted
            }.map { advice in
                guard let fault = fault(of: advice, in: transaction) else { return .kept }
                let request = transaction.attempts.prefix(1).map(\.message)
                return .broken(
                    transaction.finding(
                        fault.text, request + [advice], comparing: fault.comparison))
            }
        }
    }

    /// Returns true if all that came is the reversal of a request that got lost; each loss explains
    /// one.
    private static func isOfLostRequest(
        _ transaction: TillTransaction, _ losses: inout ArraySlice<Int>
    ) -> Bool {
        guard transaction.attempts.isEmpty, transaction.confirmations.isEmpty,
            let reversal = transaction.reversals.first, let loss = losses.first,
            loss < reversal.seq,
            transaction.reversals.allSatisfy({ $0.answer.status.map { $0 == 404 } ?? true })
        else { return false }
        losses.removeFirst()
        return true
    }

    private static func fault(
        of advice: MessageRecord, in transaction: TillTransaction
    ) -> (text: String, comparison: Comparison?)? {
        let (noun, request) = (advice.operation.noun, transaction.kind.rawValue)
        let named = advice.transaction?.shown ?? "none"
        if transaction.attempts.isEmpty {
            return (
                "the \(noun) names a \(request) that was never seen: got requestId \(named)", nil
            )
        }
        let ids = transaction.attempts.map(\.message.messageId)
        if advice.transaction != transaction.id, !ids.contains(advice.transaction) {
            return (
                "the \(noun) names another \(request) than its identifiers belong to",
                Comparison(expected: "requestId \(transaction.spelling.shown)", got: named)
            )
        }
        let sources = sources(before: advice, in: transaction).filter { $0.identifiers != .null }
        let actual = identifiers(advice.request)
        // A request refused for its form may have had none.
        guard let expected = sources.first,
            !sources.contains(where: { $0.identifiers.isEquivalent(to: actual) })
        else { return nil }
        return (
            "the \(noun) does not carry the thirdPartyIdentifiers of \(expected.name) unaltered",
            Comparison(expected: text(expected.identifiers), got: text(actual))
        )
    }

    /// A place where identifiers may come from.
    private struct Source {
        /// As in "the answer to the retry".
        let name: String
        let identifiers: JSON

        init(answerTo message: MessageRecord) {
            name = "the answer to the \(message.operation.noun)"
            identifiers = VerdictRule.identifiers(message.response)
        }

        init(request message: MessageRecord, isUnanswered: Bool) {
            let noun = message.operation.noun
            name = isUnanswered ? "the \(noun), to which no answer came," : "the \(noun)"
            identifiers = VerdictRule.identifiers(message.request)
        }
    }

    /// Returns the identifiers that the till may have known, the likeliest first: those of the
    /// response; those of the request where the response may have been missed; those of a lookup.
    private static func sources(
        before advice: MessageRecord, in transaction: TillTransaction
    ) -> [Source] {
        let attempts = transaction.attempts.filter { $0.message.seq < advice.seq }
        let lookups = transaction.messages
            .filter { $0.operation.role == .lookup && $0.seq < advice.seq }
            .map(Source.init(answerTo:))
        let success = attempts.last { $0.outcome == .approved }
        let requests = transaction.attempts.prefix(1).map {
            Source(request: $0.message, isUnanswered: success == nil)
        }
        guard let success else {
            let spoilt = attempts.filter {
                if case .spoilt(_, legible: true) = $0.message.answer { true } else { false }
            }
            return requests + lookups + spoilt.map { Source(answerTo: $0.message) }
        }
        let received = Source(answerTo: success.message)
        let mayHaveMissed =
            received.identifiers == .null || attempts.last?.message.seq != success.message.seq
            || !success.message.answer.isSuccess
            || advice.request["reversalReason"]?.text == "TIMEOUT"
        return [received] + lookups + (mayHaveMissed ? requests : [])
    }

    private static func identifiers(_ body: JSON) -> JSON {
        body["thirdPartyIdentifiers"] ?? .null
    }

    /// As in `[22222222: RRN1, 33333333: SWITCH1]`.
    private static func text(_ identifiers: JSON) -> String {
        let items = (identifiers.items ?? []).prefix(identifiersMax).map { item in
            let parts = ["institutionId", "transactionIdentifier"].map { name in
                item[name]?.canonical.text?.shown ?? "none"
            }
            return parts.joined(separator: ": ")
        }
        let rest = (identifiers.items?.count ?? 0) - items.count
        return "[\(items.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "")]"
    }

    private static let identifiersMax = 8
}
