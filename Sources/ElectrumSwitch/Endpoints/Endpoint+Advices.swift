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
        to advice: Message, _ kind: VoucherUse.Kind, _ outcome: VoucherUseConfirmationOutcome
    ) throws(ErrorDetail) -> HTTPResponse {
        switch outcome {
        case .accepted: return accepted(advice)
        case .notFound: throw .confirmUnknownUse(advice, kind)
        case .wrongState(let state): throw .confirmUse(advice, kind, in: state)
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
        case (.notFound, .use(let kind)):
            throw .reverseUnknownUse(advice, kind)
        case (.alreadyConfirmed(let confirmationID), .provision):
            throw .reverseConfirmed(advice, by: confirmationID)
        case (.alreadyConfirmed(let confirmationID), .use(let kind)):
            throw .reverseConfirmedUse(advice, kind, by: confirmationID)
        }
    }

    private func accepted(_ advice: Message) -> HTTPResponse {
        HTTPResponse(status: successStatus, json: advice.body.encoded)
    }
}
