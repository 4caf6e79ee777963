/// The parts of provision messages, as far as the benchmark's request uses them.
struct Originator: Codable {
    let institution: Institution
    let terminalId: String
    let merchant: Merchant
    let operatorId: String?
    let channelId: String?
}

struct Institution: Codable {
    let id: String
    let name: String
}

struct Merchant: Codable {
    let merchantType: String
    let merchantId: String
    let merchantName: MerchantName
}

struct MerchantName: Codable {
    let name: String
    let city: String
    let region: String
    let country: String
}

struct ThirdPartyIdentifier: Codable {
    let institutionId: String
    let transactionIdentifier: String
}

struct Amounts: Codable {
    let requestAmount: LedgerAmount?
}

struct LedgerAmount: Codable {
    let amount: Int64
    let currency: String
}

struct Tender: Codable {
    let amount: LedgerAmount
    let tenderType: String
    let cardNumber: String?
    let reference: String?
}

struct Product: Codable {
    let productId: String
    let barcode: String?
    let name: String?
}

struct PosInfo: Codable {
    let entryMode: EntryMode?
    let posConditionCode: String?
}

struct EntryMode: Codable {
    let panEntryMode: String
    let pinEntryCapability: String
}

struct Voucher: Codable {
    let code: String
    let expiryDate: String
    let redeemInstructions: [String]
    let serialNumber: String
}

struct SlipData: Codable {
    let messageLines: [SlipLine]
    let slipWidth: Int
}

struct SlipLine: Codable {
    let text: String
    var fontWidthScaleFactor = 1
    var fontHeightScaleFactor = 1
    var line = false
    var cut = false

    init(text: String) {
        self.text = text
    }
}
