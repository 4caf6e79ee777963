import Journal
import Vocabulary

extension VerdictRule {
    static let d7 = VerdictRule(
        id: "D7",
        title: "Single messaging: no confirmation",
        todo: "In single messaging the answer is the end: send no confirmation.",
        source: """
            Voucher provision for POS, "Successful Voucher Provision: Single Messaging" (flow \
            F2): the response with the voucher completes the transaction.
            """,
        reading: """
            Judged in single messaging on every provision. Fails with a confirmation. Not \
            applicable to dual messaging.
            """
    ) { history, _ in
        guard history.sandbox.messaging == .single else { return [] }
        return history.provisions.compactMap { transaction in
            if transaction.isDeclinedAtOnce { return nil }
            guard let confirmation = transaction.confirmations.first else { return .kept }
            return .broken(
                transaction.finding(
                    "the till confirmed, although it uses single messaging", [confirmation]))
        }
    }
}
