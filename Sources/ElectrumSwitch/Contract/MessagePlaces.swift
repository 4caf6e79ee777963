import JSONTree

/// The places of the members that the switch looks for in every message. They are where they were
/// in one like it, and to find them all takes longer than to compare the two.
struct MessagePlaces: Sendable, Equatable {
    let id: JSONText.Place?
    /// The id of the request that an advice or a lookup is about; they use different names for it.
    let requestID: JSONText.Place?
    let voucherCode: JSONText.Place?
    let clientID: JSONText.Place?
    let terminalID: JSONText.Place?
    let receiver: JSONText.Place?
    let settlementEntity: JSONText.Place?
    let productID: JSONText.Place?

    init(of message: JSONView) {
        id = message["id"]?.place
        requestID = (message["requestId"] ?? message["provisionRequestId"])?.place
        voucherCode = message["voucher"]?["code"]?.place
        clientID = message["client"]?["id"]?.place
        terminalID = message["originator"]?["terminalId"]?.place
        receiver = message["receiver"]?.place
        settlementEntity = message["settlementEntity"]?.place
        productID = message["product"]?["productId"]?.place
    }
}
