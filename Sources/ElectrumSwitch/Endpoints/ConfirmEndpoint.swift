import HTTPMessages
import JSONTree
import Scenarios
import VoucherLedger

/// confirmVoucher (contract.md section 4.2); an advice is answered with itself.
struct ConfirmEndpoint: Endpoint {
    var operation: Scenarios.Operation { .confirm }
    var schema: Schema { .tenderAdvice }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream == .issues ? .confirm(Advice(key: message.key, id: message.id)) : nil
    }

    func response(
        to message: Message, outcome: VoucherLedger.Outcome, profile: ProviderProfile,
        seed: UInt64
    ) -> HTTPResponse {
        let requestID = message.requestID ?? ""
        switch outcome {
        case .alreadyReversed(let reversalID):
            return ErrorDetail.confirmReversed(
                id: message.id, requestID: requestID, by: reversalID
            ).response
        case .notFound:
            return ErrorDetail.unknownProvision(
                id: message.id, requestID: requestID, called: "voucherId"
            ).response
        case .accepted, .issued, .duplicate, .alreadyConfirmed:
            return HTTPResponse(status: 202, json: .object(message.body))
        }
    }
}
