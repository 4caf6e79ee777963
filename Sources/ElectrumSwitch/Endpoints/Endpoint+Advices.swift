import HTTPMessages
import JSONTree
import VoucherLedger

/// The confirmations and the reversals; an advice is answered with itself (contract.md section
/// 4.2).
extension Endpoint {
    func answer(to advice: Message, _ outcome: ConfirmationOutcome)
        throws(ErrorDetail) -> HTTPResponse
    {
        switch outcome {
        case .accepted: return accepted(advice)
        case .notFound: throw .unknownProvision(advice, called: "voucherId")
        case .alreadyReversed(let reversalID): throw .confirmReversed(advice, by: reversalID)
        }
    }

    func answer(
        to advice: Message, _ kind: LedgerOutcome.ClaimKind, _ outcome: ClaimConfirmationOutcome
    ) throws(ErrorDetail) -> HTTPResponse {
        switch outcome {
        case .accepted: return accepted(advice)
        case .notFound: throw .confirmUnknownClaim(advice, kind)
        case .wrongState(let state): throw .confirmClaim(advice, kind, in: state)
        }
    }

    func answer(
        to advice: Message, _ kind: LedgerOutcome.ReversedKind, _ outcome: ReversalOutcome
    ) throws(ErrorDetail) -> HTTPResponse {
        switch (outcome, kind) {
        case (.accepted, _):
            return accepted(advice)
        case (.notFound, .provision):
            throw .unknownProvision(advice, called: "voucherUuid")
        case (.notFound, .useRequest(let kind)):
            throw .reverseUnknownClaim(advice, kind)
        case (.alreadyConfirmed(let confirmationID), .provision):
            throw .reverseConfirmed(advice, by: confirmationID)
        case (.alreadyConfirmed(let confirmationID), .useRequest(let kind)):
            throw .reverseConfirmedClaim(advice, kind, by: confirmationID)
        }
    }

    private func accepted(_ advice: Message) -> HTTPResponse {
        HTTPResponse(status: successStatus, json: advice.body.encoded)
    }
}
