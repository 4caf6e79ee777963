import HTTPMessages
import JSONTree
import Scenarios
import VoucherLedger

/// reverseVoucher (contract.md section 4.2); an advice is answered with itself.
struct ReverseEndpoint: Endpoint {
    var operation: Scenarios.Operation { .reverse }
    var schema: Schema { .basicReversal }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream == .issues ? .reverse(Advice(key: message.key, id: message.id)) : nil
    }

    func response(
        to message: Message, outcome: VoucherLedger.Outcome, profile: ProviderProfile,
        seed: UInt64
    ) -> HTTPResponse {
        let requestID = message.requestID ?? ""
        switch outcome {
        case .alreadyConfirmed(let confirmationID):
            return ErrorDetail.reverseConfirmed(
                id: message.id, requestID: requestID, by: confirmationID
            ).response
        case .notFound:
            return ErrorDetail.unknownProvision(
                id: message.id, requestID: requestID, called: "voucherUuid"
            ).response
        case .accepted, .issued, .duplicate, .alreadyReversed:
            return HTTPResponse(status: 202, json: .object(message.body))
        }
    }
}
