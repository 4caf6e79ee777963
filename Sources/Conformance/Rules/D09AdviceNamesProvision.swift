import JSONTree

extension Rule {
    static let d9 = Rule(
        id: "D9",
        title: "An advice names its provision and carries its identifiers unaltered",
        source: """
            SUV interface, the schemas BasicReversal and TenderAdvice: `requestId` is the \
            provision's id, and `thirdPartyIdentifiers` are an unaltered copy of the response's, \
            or of the request's if no response came.
            """,
        reading: """
            Judged on the first message of every advice that is well formed. Fails if \
            `requestId` names no provision that was seen, or if identifiers were dropped, \
            rewritten or put in another order.
            """
    ) { history, _ in
        history.transactions.flatMap { transaction -> [Ruling] in
            var seen: Set<String?> = []
            return transaction.advices.filter {
                !$0.isMalformed && seen.insert($0.messageId).inserted
            }.map { advice in
                guard let fault = fault(of: advice, in: transaction) else { return .kept }
                let provision = transaction.attempts.prefix(1).map(\.message)
                return .broken(transaction.finding(fault, provision + [advice]))
            }
        }
    }

    private static func fault(
        of advice: MessageRecord, in transaction: Transaction
    ) -> String? {
        let noun = advice.operation.noun
        if transaction.attempts.isEmpty {
            return "the \(noun) names a provision that was never seen"
        }
        if advice.transaction != transaction.id {
            return "the \(noun) names another provision than its identifiers belong to"
        }
        let allowed = allowedIdentifiers(before: advice, in: transaction).filter { $0 != .null }
        let actual = identifiers(advice.request)
        // A provision refused for its form may have had none.
        let isUnaltered = allowed.isEmpty || allowed.contains { $0.isEquivalent(to: actual) }
        return isUnaltered ? nil : "the \(noun) alters the provision's thirdPartyIdentifiers"
    }

    /// What the till may have known: the response's identifiers, or the request's where it may
    /// have missed the response.
    private static func allowedIdentifiers(
        before advice: MessageRecord, in transaction: Transaction
    ) -> [JSON] {
        let attempts = transaction.attempts.filter { $0.message.seq < advice.seq }
        let requested = transaction.attempts.prefix(1).map { identifiers($0.message.request) }
        guard let voucher = attempts.last(where: { $0.outcome == .voucher }) else {
            let spoilt = attempts.filter {
                if case .spoilt(_, legible: true) = $0.message.answer { true } else { false }
            }
            return requested + spoilt.map { identifiers($0.message.response) }
        }
        let received = identifiers(voucher.message.response)
        let mayHaveMissed =
            received == .null || attempts.last?.message.seq != voucher.message.seq
            || advice.request["reversalReason"]?.text == "TIMEOUT"
        return mayHaveMissed ? [received] + requested : [received]
    }

    private static func identifiers(_ body: JSON) -> JSON {
        body["thirdPartyIdentifiers"] ?? .null
    }
}
