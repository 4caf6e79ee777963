/// The switch gives the voucher, and everything that was asked back.
public struct ProvisionResponse: Codable, Sendable {
    let id: String
    let time: String
    let originator: Originator
    let client: Institution
    let settlementEntity: Institution
    let receiver: Institution?
    let thirdPartyIdentifiers: [ThirdPartyIdentifier]
    let slipData: SlipData
    let tranType: String?
    let rrn: String?
    let amounts: Amounts?
    let voucher: Voucher
    let product: Product?
    let posInfo: PosInfo?
}

extension ProvisionResponse {
    init(to request: ProvisionRequest, with voucher: Voucher) {
        let settlementEntity =
            request.settlementEntity ?? Institution(id: "33333333", name: "TransactionsRUs")
        let institutions = [settlementEntity, request.receiver].compactMap(\.self)
        self.init(
            id: request.id, time: request.time, originator: request.originator,
            client: request.client, settlementEntity: settlementEntity,
            receiver: request.receiver,
            thirdPartyIdentifiers: request.thirdPartyIdentifiers
                + institutions.map {
                    ThirdPartyIdentifier(
                        institutionId: $0.id, transactionIdentifier: .randomDigits(16))
                },
            slipData: SlipData(
                messageLines: ["For any queries please", "contact the provider."]
                    .map(SlipLine.init(text:)),
                slipWidth: 0),
            tranType: request.tranType, rrn: request.rrn, amounts: request.amounts,
            voucher: voucher, product: request.product, posInfo: request.posInfo)
    }
}
