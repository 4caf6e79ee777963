import JSONTree
import Scenarios

extension Till {
    /// A whole request with the message of an operation on a provision. An advice has an id that
    /// follows from the provision's, so that it is the same when it is repeated.
    ///
    /// - Parameter identifiers: what an advice carries; nil for the provision's own.
    func message(
        _ operation: Scenarios.Operation, on id: String, identifiers: JSON? = nil
    ) -> String {
        let provision = provisionRequest(id)
        var more = JSONObject()
        more["thirdPartyIdentifiers"] = identifiers ?? provision["thirdPartyIdentifiers"]
        let adviceID = (operation == .confirm ? "c" : "d") + id.dropFirst()
        switch operation {
        case .retry:
            return request("/vouchers/\(id)/retry", body: provision.description)
        case .confirm:
            more["tenders"] = []
            let body = advice(id, id: adviceID, .object(more))
            return request("/vouchers/confirmations", body: body.description)
        case .reverse:
            more["reversalReason"] = "TIMEOUT"
            let body = advice(id, id: adviceID, .object(more))
            return request("/vouchers/reversals", body: body.description)
        default:
            return request("/vouchers", body: provision.description)
        }
    }
}
