import JSONTree
import Scenarios
import Vocabulary

/// A message of a till before it is sent.
struct Draft {
    var path: String
    /// Nil for a request without one.
    var body: JSONObject?
    /// The Basic user name.
    var user: String

    /// The message of an operation on a provision, redemption or refund. An advice has an id that
    /// follows from the request's, so that it is the same when it is repeated.
    ///
    /// - Parameters:
    ///   - id: the request's; empty for the lookup of a voucher by its code.
    ///   - code: the voucher to redeem or to refund.
    ///   - identifiers: what an advice carries; nil for those of the request.
    init(
        _ operation: Operation, on id: String, by till: Till, code: String = "",
        identifiers: JSON? = nil
    ) {
        path =
            operation == .lookup && id.isEmpty
            ? "/vouchers?voucherCode=\(code)" : Self.path(of: operation, on: id)
        user = till.user
        switch operation {
        case .lookup, .lookupRedemption, .products:
            body = nil
        case .redeem, .refund:
            body = till.claim(code, id: id).members
        case .confirm:
            body = till.advice(id, id: "c" + id.dropFirst(), ["tenders": []]).members
        case .confirmRedeem, .confirmRefund:
            body = till.advice(id, id: "c" + id.dropFirst(), [:]).members
        case .reverse, .reverseRedeem, .reverseRefund:
            let reason: JSON = ["reversalReason": "TIMEOUT"]
            body = till.advice(id, id: "d" + id.dropFirst(), reason).members
        default:
            body = till.provisionRequest(id).members
        }
        guard body?["requestId"] != nil else { return }
        body?["thirdPartyIdentifiers"] =
            identifiers ?? till.provisionRequest(id)["thirdPartyIdentifiers"]
    }

    /// Below the base URL.
    private static func path(of operation: Operation, on id: String) -> String {
        switch operation {
        case .retry: "/vouchers/\(id)/retry"
        case .confirm: "/vouchers/confirmations"
        case .reverse: "/vouchers/reversals"
        case .lookup: "/vouchers?provisionRequestId=\(id)"
        case .redeem: "/redemptions"
        case .confirmRedeem: "/redemptions/confirmations"
        case .reverseRedeem: "/redemptions/reversals"
        case .lookupRedemption: "/redemptions/\(id)"
        case .refund: "/refunds"
        case .confirmRefund: "/refunds/confirmations"
        case .reverseRefund: "/refunds/reversals"
        case .products: "/products"
        default: "/vouchers"
        }
    }
}

extension Till {
    /// A whole request as text.
    func request(_ draft: Draft) -> String {
        var sender = self
        sender.user = draft.user
        guard let body = draft.body else { return sender.getRequest(draft.path) }
        return sender.request(draft.path, body: JSON.object(body).description)
    }
}
