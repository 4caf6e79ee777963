import HTTPMessages
import Scenarios
import Vocabulary

/// An operation as the switch answers it, one row each: the form of its messages and of its answer.
/// The ledger's method for each is in `LedgerOutcome+Ledger.swift`.
final class Endpoint: Sendable {
    let operation: Operation
    /// The schema of the message: of its body or, if it has none, of the parameters in path and
    /// query.
    let schema: Schema
    /// The status of a successful answer.
    let successStatus: Int
    /// The schema of a successful answer.
    let responseSchema: Schema
    let hasBody: Bool

    /// The table of endpoints, made once.
    private static let table = Dictionary(
        uniqueKeysWithValues: Operation.allCases.compactMap(Endpoint.init)
            .map { ($0.operation, $0) })

    /// Returns the endpoint of an operation; nil for what no till can call.
    static func of(_ operation: Operation) -> Endpoint? { table[operation] }

    private convenience init?(_ operation: Operation) {
        switch operation {
        case .provision, .retry:
            self.init(operation, .provisionRequest, 201, .provisionResponse)
        case .confirm:
            self.init(operation, .tenderAdvice, 202, .tenderAdvice)
        case .confirmRedeem, .confirmRefund:
            self.init(operation, .basicAdvice, 202, .basicAdvice)
        case .reverse, .reverseRedeem, .reverseRefund:
            self.init(operation, .basicReversal, 202, .basicReversal)
        case .lookup:
            self.init(operation, .voucherLookup, 200, .voucherLookupResponse)
        case .redeem:
            self.init(operation, .redemptionRequest, 201, .redemptionResponse)
        case .lookupRedemption:
            self.init(operation, .redemptionLookup, 200, .redemptionResponse)
        case .refund:
            self.init(operation, .refundRequest, 201, .refundResponse)
        case .products:
            self.init(operation, .productsLookup, 200, .productsLookupResponse)
        case .token:
            self.init(operation, .unchecked, 200, .unchecked)
        case .deliverConfirm, .deliverReverse, .connect, .unknown:
            return nil
        }
    }

    private init(
        _ operation: Operation, _ schema: Schema, _ successStatus: Int, _ responseSchema: Schema
    ) {
        self.operation = operation
        self.schema = schema
        self.successStatus = successStatus
        self.responseSchema = responseSchema
        hasBody = operation.row.call?.method == "POST"
    }

    /// Returns the switch's answer, or the error that the scenario demands instead.
    func response(
        to inFlight: InFlightMessage, _ outcome: LedgerOutcome, seed: UInt64,
        naming errorName: ProviderErrorName
    ) -> HTTPResponse {
        do throws(ErrorDetail) {
            if let error = inFlight.decision.outcome.errorAnswer {
                let message = inFlight.message
                throw ErrorDetail(error, id: message.id, originalId: message.requestID)
            }
            return try answer(to: inFlight, outcome, seed: seed)
        } catch {
            return error.naming(inFlight.message.ids).response(naming: errorName)
        }
    }

    /// Returns the answer to a message with its outcome.
    private func answer(to inFlight: InFlightMessage, _ outcome: LedgerOutcome, seed: UInt64)
        throws(ErrorDetail) -> HTTPResponse
    {
        let message = inFlight.message
        switch outcome {
        case .provision(let outcome): return try answer(to: inFlight, outcome, seed: seed)
        case .use(let kind, let outcome):
            return try answer(to: inFlight, kind, outcome, seed: seed)
        case .confirmation(let outcome): return try answer(to: message, outcome)
        case .useConfirmation(let kind, let outcome):
            return try answer(to: message, kind, outcome)
        case .reversal(let kind, let outcome): return try answer(to: message, kind, outcome)
        case .voucherLookup(let outcome): return try answer(to: inFlight, outcome, seed: seed)
        case .redemptionLookup(let outcome): return answer(to: inFlight, outcome, seed: seed)
        case .products: return products(for: inFlight)
        // The scenario's own answer, or none, takes its place.
        case .unseen: return HTTPResponse(status: 500)
        }
    }
}

extension Schema {
    /// Messages that no table describes: a request for a token is a form, and checked elsewhere.
    fileprivate static let unchecked = Schema("Unchecked", isOpen: true, [])
}
