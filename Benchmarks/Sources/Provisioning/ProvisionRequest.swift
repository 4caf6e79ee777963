/// A till asks for a voucher.
public struct ProvisionRequest: Codable, Sendable {
    let id: String
    let time: String
    let originator: Originator
    let client: Institution
    let settlementEntity: Institution?
    let receiver: Institution?
    let thirdPartyIdentifiers: [ThirdPartyIdentifier]
    let tranType: String?
    let rrn: String?
    let amounts: Amounts?
    let tenders: [Tender]?
    let product: Product?
    let posInfo: PosInfo?
}
