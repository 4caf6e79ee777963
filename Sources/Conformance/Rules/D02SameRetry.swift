import Vocabulary

extension VerdictRule {
    static let d2 = VerdictRule(
        id: "D2",
        title: "A retry repeats the provision, at the retry operation",
        source: """
            Voucher provision for POS, "Error or Timeout at Originating System" (flow F3), and \
            the operation retryProvisionVoucher of the SUV interface: the retry goes to \
            /vouchers/{provisionId}/retry with the original ProvisionRequest.
            """,
        reading: """
            Judged on every retry. Fails if the path does not name the provision, if the body's \
            id is another, if anything but `time` differs from the provision (the order of members does not matter, null is absent, 710 is "710"), or if the provision itself is \
            sent again. Fails also if path and body have a new id: a retry of a provision never \
            seen, or another provision, that says what a provision of the terminal said, \
            identifiers included, while the outcome of that one was unknown.
            """
    ) { history, _ in
        history.provisions.flatMap { transaction -> [Ruling] in
            guard !transaction.isDeclinedAtOnce, let first = transaction.attempts.first else {
                return []
            }
            return transaction.retries.map(\.message).filter {
                !$0.isMalformed || $0.isMisdirected
            }.map { retry in
                guard let fault = fault(of: retry, after: first.message, in: transaction) else {
                    return .kept
                }
                let evidence = retry.seq == first.message.seq ? [retry] : [first.message, retry]
                let earlier = transaction.attempts.last { $0.message.seq < retry.seq }
                let remark = earlier.map { HTTPLibrary.remark(on: retry, after: $0.message) } ?? ""
                return .broken(transaction.finding(fault + remark, evidence))
            }
        }
    }

    private static func fault(
        of retry: MessageRecord, after first: MessageRecord, in transaction: TillTransaction
    ) -> String? {
        if retry.operation == .provision, retry.messageId != first.messageId {
            """
            the provision was sent again as a provision, under a new id: expected the retry \
            operation and \(transaction.spelling.shown), got \(retry.messageId?.shown ?? "none")
            """
        } else if retry.operation == .provision {
            "the provision was sent again as a provision; a retry has an operation of its own"
        } else if retry.transaction != transaction.id, retry.transaction == retry.messageId {
            """
            the provision was retried under a new id, in path and body: expected \
            \(transaction.spelling.shown), got \(retry.messageId?.shown ?? "none")
            """
        } else if retry.transaction != transaction.id {
            """
            the retry's path does not name the provision: expected \(transaction.spelling.shown), \
            got \(retry.transaction?.shown ?? "none")
            """
        } else if retry.messageId != transaction.id {
            """
            the retry's body has another id than the provision: expected \
            \(transaction.spelling.shown), got \(retry.messageId?.shown ?? "none")
            """
        } else if !retry.hasSameContent(as: first) {
            "the retry's body is not that of the provision: \(retry.difference(from: first))"
        } else {
            nil
        }
    }
}
