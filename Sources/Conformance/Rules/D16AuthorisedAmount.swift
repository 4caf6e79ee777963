import JSONTree
import Vocabulary

extension VerdictRule {
    static let d16 = VerdictRule(
        id: "D16",
        title: "An advice confirms no more than was authorised",
        todo: "Confirm at most the amount that was authorised, in its currency.",
        source: """
            SUV interface, the schemas TenderAdvice and BasicAdvice: `amounts.approvedAmount` is \
            the final amount, at most what was authorised; without it the whole is meant.
            """,
        reading: """
            Judged on every advice with an `approvedAmount`. Warns if it is above what was \
            authorised, or in another currency. Authorised is the `approvedAmount` of the answer, \
            or the `requestAmount` of the request where the answer has none.
            """
    ) { history, _ in
        history.transactions.flatMap { transaction -> [Ruling] in
            guard let authorised = authorised(in: transaction) else { return [] }
            return transaction.advices.filter { !$0.isMalformed }.compactMap { advice in
                guard let approved = Amount(advice.request, "approvedAmount") else { return nil }
                guard
                    approved.currency != authorised.amount.currency
                        || approved.value > authorised.amount.value
                else { return .kept }
                return .doubtful(
                    transaction.finding(
                        """
                        the \(advice.operation.noun)'s approvedAmount is not what \
                        \(authorised.source)
                        """,
                        [authorised.message, advice],
                        comparing: Comparison(
                            expected: "at most \(authorised.amount)", got: "\(approved)")))
            }
        }
    }

    private static func authorised(
        in transaction: TillTransaction
    ) -> (amount: Amount, source: String, message: MessageRecord)? {
        let approval = transaction.attempts.last { $0.outcome == .approved }?.message
        if let approval, let amount = Amount(approval.response, "approvedAmount") {
            return (amount, "the answer authorised", approval)
        }
        guard let request = transaction.attempts.first?.message,
            let amount = Amount(request.request, "requestAmount")
        else { return nil }
        return (amount, "the \(request.operation.noun) asked for", request)
    }
}

/// A LedgerAmount (contract.md, section 2.14).
private struct Amount: CustomStringConvertible {
    let value: Int64
    let currency: String

    /// Reads an amount; nil if the body has none that can be read.
    init?(_ body: JSON, _ name: String) {
        guard let amount = body["amounts"]?[name],
            let value = amount["amount"]?.integer,
            let currency = amount["currency"]?.canonical.text
        else { return nil }
        self.value = value
        self.currency = currency
    }

    /// As in `10000 (currency 710)`.
    var description: String { "\(value) (currency \(currency.shown))" }
}
