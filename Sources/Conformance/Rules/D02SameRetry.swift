import JSONTree
import Vocabulary

extension VerdictRule {
    static let d2 = VerdictRule(
        id: "D2",
        title: "A retry repeats the provision, at the retry operation",
        todo: """
            Send a retry to /vouchers/{id}/retry with the original request; only \
            `time` may differ.
            """,
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
                return .broken(
                    transaction.finding(
                        fault.text, evidence, comparing: fault.comparison, remark: remark))
            }
        }
    }

    private static func fault(
        of retry: MessageRecord, after first: MessageRecord, in transaction: TillTransaction
    ) -> (text: String, comparison: Comparison?)? {
        let own = transaction.spelling.shown
        let got = retry.messageId?.shown
        if retry.operation == .provision, retry.messageId != first.messageId {
            return (
                "the provision was sent again as a provision, under a new id",
                Comparison(expected: "the retry operation and \(own)", got: got)
            )
        } else if retry.operation == .provision {
            return (
                "the provision was sent again as a provision; a retry has an operation of its own",
                nil
            )
        } else if retry.transaction != transaction.id, retry.transaction == retry.messageId {
            return (
                "the provision was retried under a new id, in path and body",
                Comparison(expected: own, got: got)
            )
        } else if retry.transaction != transaction.id {
            return (
                "the retry's path does not name the provision",
                Comparison(expected: own, got: retry.transaction?.shown)
            )
        } else if retry.messageId != transaction.id {
            return (
                "the retry's body has another id than the provision",
                Comparison(expected: own, got: got)
            )
        } else if !retry.hasSameContent(as: first),
            !differsInOwnerOnly(retry, from: first, in: transaction)
        {
            return (
                "the retry's body is not that of the provision: \(retry.difference(from: first))",
                retry.comparison(with: first)
            )
        }
        return nil
    }

    /// Returns true if only the masks of the code differ that the till wishes for. A mask names the
    /// sale whose voucher has the code: another one's at first, and the transaction's own once the
    /// switch has issued the voucher.
    private static func differsInOwnerOnly(
        _ retry: MessageRecord, from first: MessageRecord, in transaction: TillTransaction
    ) -> Bool {
        guard var own = retry.request["voucher"]?.members,
            var others = first.request["voucher"]?.members,
            own["code"]?.text == MaskedBody.mask + transaction.id,
            others["code"]?.text.map(isMaskWithOwner) ?? false,
            transaction.attempts.contains(where: {
                $0.message.processed && $0.message.seq < retry.seq
            })
        else { return false }
        own["code"] = nil
        others["code"] = nil
        return JSON.object(own).isEquivalent(to: .object(others))
            && retry.hasSameContent(as: first, but: ["voucher"])
    }

    private static func isMaskWithOwner(_ text: String) -> Bool {
        text.hasPrefix(MaskedBody.mask) && text != MaskedBody.mask
    }
}
