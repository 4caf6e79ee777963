import HTTPMessages
import Scenarios
import VoucherLedger

/// redeemVoucher and refundVoucher (contract.md sections 1.3 and 4.2).
extension Endpoint {
    func answer(
        to inFlight: InFlightMessage, _ kind: VoucherUse.Kind, _ outcome: VoucherUseOutcome,
        seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let message = inFlight.message
        switch outcome {
        case .approved:
            let body = Enrichment(
                request: message.body, key: message.key, template: inFlight.profile.voucher,
                seed: seed
            ).body(kind.changes)
            return HTTPResponse(status: successStatus, json: body)
        case .notApproved:
            throw ErrorDetail(inFlight.profile.decline, id: message.id, originalId: nil)
        case .conflict(let conflict):
            throw .use(message, refusedFor: conflict)
        case .alreadyReversed(let reversalID):
            throw .useReversed(kind, id: message.id, by: reversalID)
        }
    }
}

extension VoucherUse.Kind {
    /// The members in which the answer differs from the request.
    fileprivate var changes: Enrichment.Changes {
        switch self {
        case .redemption: .redemption
        case .refund: .refund
        }
    }
}
