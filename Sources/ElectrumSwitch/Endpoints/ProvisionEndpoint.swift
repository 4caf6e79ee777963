import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// provisionVoucher and retryProvisionVoucher (contract.md sections 1.3 and 4.2).
struct ProvisionEndpoint: Endpoint {
    let operation: Operation

    var schema: Schema { .provisionRequest }
    var successStatus: Int { 201 }
    var responseSchema: Schema { .provisionResponse }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        let provision = Provision(
            key: message.key, provider: profile.id, request: message.received,
            form: VoucherForm(profile.voucher), wishedCode: message.voucherCode)
        return operation == .retry
            ? .retry(provision, upstream) : .provision(provision, upstream)
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let message = passage.message
        switch outcome {
        case .issued(let voucher):
            let answer = ProvisionAnswer(
                request: message.body, key: message.key, voucher: voucher,
                template: passage.profile.voucher, seed: seed, product: passage.product)
            return HTTPResponse(status: successStatus, json: answer.body)
        case .duplicate(let transaction):
            throw duplicate(
                message, of: transaction, template: passage.profile.voucher, seed: seed)
        case .alreadyReversed(let reversalID):
            throw .provisionReversed(id: message.id, by: reversalID)
        default:
            throw ErrorDetail(passage.naturalDecline, id: message.id, originalId: nil)
        }
    }

    /// The error names what was answered to the first provision with this id.
    private func duplicate(
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

extension VoucherForm {
    fileprivate init(_ template: VoucherTemplate) {
        self.init(
            codeDigits: template.codeDigits, serialNumberDigits: template.serialNumberDigits,
            pinDigits: template.pin?.digits, validForNs: template.validFor.nanoseconds)
    }
}
