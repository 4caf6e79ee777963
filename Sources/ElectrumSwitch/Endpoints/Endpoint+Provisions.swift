import HTTPMessages
import JSONTree
import Scenarios
import VoucherLedger

/// provisionVoucher and retryProvisionVoucher (contract.md sections 1.3 and 4.2).
extension Endpoint {
    func answer(to inFlight: InFlightMessage, _ outcome: ProvisionOutcome, seed: UInt64)
        throws(ErrorDetail) -> HTTPResponse
    {
        let message = inFlight.message
        switch outcome {
        case .issued(let voucher):
            let answer = ProvisionAnswer(
                request: message.body, key: message.key, voucher: voucher,
                template: inFlight.profile.voucher, seed: seed, product: inFlight.product)
            return HTTPResponse(status: successStatus, json: answer.body)
        case .notIssued:
            throw ErrorDetail(inFlight.naturalDecline, id: message.id, originalId: nil)
        case .duplicate(let transaction):
            throw Self.duplicate(
                message, of: transaction, template: inFlight.profile.voucher, seed: seed)
        case .alreadyReversed(let reversalID):
            throw .provisionReversed(id: message.id, by: reversalID)
        }
    }

    /// Returns the error with the answer to the first provision of this id.
    private static func duplicate(
        _ message: Message, of transaction: Transaction, template: VoucherTemplate, seed: UInt64
    ) -> ErrorDetail {
        let original = JSONView(transaction.request, as: .provisionRequest)
        let voucher = transaction.voucher.flatMap { voucher in
            ProvisionAnswer(
                request: original, key: message.key, voucher: voucher,
                template: template, seed: seed
            ).voucherBody
        }
        return .duplicate(
            id: message.id, requestTime: original?["time"]?.json,
            receiver: original?["receiver"]?.json, voucher: voucher)
    }
}
