import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// lookupVoucher (contract.md sections 1.3 and 2.6).
struct LookupEndpoint: Endpoint {
    var operation: Operation { .lookup }
    var schema: Schema { .voucherLookup }
    var hasBody: Bool { false }
    var successStatus: Int { 200 }
    var responseSchema: Schema { .voucherLookupResponse }

    func command(
        for message: Message, profile: ProviderProfile, upstream: Upstream
    ) -> Command? {
        upstream.isProcessed ? .lookUp(message.voucherQuery) : nil
    }

    func response(
        to passage: Passage, outcome: VoucherLedger.Outcome, seed: UInt64
    ) throws(ErrorDetail) -> HTTPResponse {
        let query = passage.message.voucherQuery
        guard query != VoucherQuery(code: nil, serialNumber: nil, provision: nil) else {
            throw .format([
                "one of voucherCode, provisionRequestId and voucherSerialNumber is needed"
            ])
        }
        switch outcome {
        case .found(let sale):
            let answer = LookupAnswer(
                sale: sale, query: query, template: passage.profile.voucher, seed: seed)
            return HTTPResponse(status: successStatus, json: .object(answer.body))
        case .alreadyReversed(let reversalID):
            throw .lookupReversed(passage.message, by: reversalID)
        default:
            throw .unknownVoucher(passage.message)
        }
    }
}
