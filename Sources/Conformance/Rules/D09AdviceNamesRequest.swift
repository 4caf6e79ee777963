import JSONTree

extension Rule {
    static let d9 = Rule(
        id: "D9",
        title: "An advice names its request and carries its identifiers unaltered",
        source: """
            SUV interface, the schemas BasicReversal, BasicAdvice and TenderAdvice: `requestId` \
            is the id of the provision, redemption or refund, and `thirdPartyIdentifiers` are an \
            unaltered copy of the response's, or of the request's if no response came.
            """,
        reading: """
            Judged on the first message of every advice that is well formed. Fails if \
            `requestId` names no request that was seen, or if identifiers were dropped, \
            rewritten or put in another order.
            """
    ) { history, _ in
        history.transactions.flatMap { transaction -> [Ruling] in
            var seen: Set<String?> = []
            return transaction.advices.filter {
                !$0.isMalformed && seen.insert($0.messageId).inserted
            }.map { advice in
                guard let fault = fault(of: advice, in: transaction) else { return .kept }
                let request = transaction.attempts.prefix(1).map(\.message)
                return .broken(transaction.finding(fault, request + [advice]))
            }
        }
    }

    private static func fault(
        of advice: MessageRecord, in transaction: Transaction
    ) -> String? {
        let (noun, request) = (advice.operation.noun, transaction.kind.rawValue)
        if transaction.attempts.isEmpty {
            return "the \(noun) names a \(request) that was never seen"
        }
        if advice.transaction != transaction.id {
            return "the \(noun) names another \(request) than its identifiers belong to"
        }
        let allowed = allowedIdentifiers(before: advice, in: transaction).filter { $0 != .null }
        let actual = identifiers(advice.request)
        // A request refused for its form may have had none.
        let isUnaltered = allowed.isEmpty || allowed.contains { $0.isEquivalent(to: actual) }
        return isUnaltered ? nil : "the \(noun) alters the \(request)'s thirdPartyIdentifiers"
    }

    /// What the till may have known: the response's identifiers, or the request's where it may
    /// have missed the response, or what a lookup has told.
    private static func allowedIdentifiers(
        before advice: MessageRecord, in transaction: Transaction
    ) -> [JSON] {
        let attempts = transaction.attempts.filter { $0.message.seq < advice.seq }
        let lookedUp = transaction.messages
            .filter { $0.operation.part == .lookup && $0.seq < advice.seq }
            .map { identifiers($0.response) }
        let requested = transaction.attempts.prefix(1).map { identifiers($0.message.request) }
        guard let success = attempts.last(where: { $0.outcome == .approved }) else {
            let spoilt = attempts.filter {
                if case .spoilt(_, legible: true) = $0.message.answer { true } else { false }
            }
            return requested + lookedUp + spoilt.map { identifiers($0.message.response) }
        }
        let received = identifiers(success.message.response)
        let mayHaveMissed =
            received == .null || attempts.last?.message.seq != success.message.seq
            || !success.message.answer.isSuccess
            || advice.request["reversalReason"]?.text == "TIMEOUT"
        return [received] + lookedUp + (mayHaveMissed ? requested : [])
    }

    private static func identifiers(_ body: JSON) -> JSON {
        body["thirdPartyIdentifiers"] ?? .null
    }
}
