import ElectrumMock
import ElectrumSwitch
import JSONTree
import Scenarios
import Testing
import WireTesting

/// The facts of contract.md section 2, written down by hand, against the OpenAPI document and
/// against what the mock answers. The tables of the code are not asked.
@Suite(.blocking) struct PublishedFactsTests {
    /// `!` is required, `~` is required by the specification and tolerated by the switch, the rest
    /// is optional.
    static let facts: [String: String] = [
        "ProvisionRequest": common + "amounts tenders voucher product posInfo recipient",
        "ProvisionResponse": common + "amounts voucher! product posInfo recipient",
        "RedemptionRequest": common + "voucher! amounts posInfo customer",
        "RedemptionResponse": common + "voucher amounts posInfo customer",
        "RefundRequest":
            common + "amounts voucher! redemptionId receiverTransactionRef posInfo",
        "RefundResponse": common + "amounts voucher posInfo",
        "VoucherLookupResponse":
            "voucher! amounts product receiver settlementEntity posInfo thirdPartyIdentifiers rrn",
        "Voucher": "code expiryDate redeemInstructions serialNumber pin",
        "Product":
            "productId! barcode name amount description minAmount maxAmount isFixedValue "
            + "channelProductListings receiver",
        "ErrorDetail":
            "id! originalId errorType! errorMessage! providerErrorCode detailMessage",
        "BasicAdvice": advice, "BasicReversal": advice + " reversalReason!",
        "TenderAdvice": advice + " tenders~",
        "Originator": "institution! terminalId! merchant! operatorId",
        "Merchant": "merchantType! merchantId! merchantName!",
        "MerchantName": "name! city! region! country!",
        "Institution": "id! name!",
        "ThirdPartyIdentifier": "institutionId! transactionIdentifier!",
        "Amounts": "requestAmount approvedAmount feeAmount balanceAmount additionalAmounts",
        "LedgerAmount": "amount! currency! ledgerIndicator",
        "Tender": "accountType amount! cardNumber reference tenderType!",
        "SlipData": "messageLines slipWidth issuerReference",
        "SlipLine": "text! barcode fontWidthScaleFactor fontHeightScaleFactor line cut",
        "Barcode": "data! encoding~",
        "PosInfo": "entryMode posConditionCode",
        "PinClear": "pin!", "PinEncrypted": "pinBlock! encryptionParameters",
        "PinHashed": "hash! hashedPinParameters",
    ]

    private static let common =
        "id! time! originator! client! settlementEntity receiver thirdPartyIdentifiers! slipData "
        + "basketRef tranType srcAccType destAccType stan rrn "
    private static let advice = "id! requestId! time! thirdPartyIdentifiers! stan rrn amounts"

    /// Where the words stand, and the words.
    static let enumerations: [(schema: String, member: String, words: String)] = [
        ("BasicReversal", "reversalReason", "TIMEOUT CANCELLED RESPONSE_NOT_FINAL"),
        ("LedgerAmount", "ledgerIndicator", "DEBIT CREDIT"),
        (
            "Tender", "tenderType",
            "CASH CHEQUE CREDIT_CARD DEBIT_CARD WALLET ROUNDING GIFT_CARD LOYALTY_CARD OTHER"
        ),
        (
            "Tender", "accountType",
            "DEFAULT SAVINGS CHEQUE CREDIT UNIVERSAL ELECTRONIC_PURSE STORED_VALUE"
        ),
        (
            "ProvisionRequest", "srcAccType",
            "DEFAULT SAVINGS CHEQUE CREDIT UNIVERSAL ELECTRONIC_PURSE GIFT_CARD STORED_VALUE"
        ),
        (
            "PosEntryMode", "pinEntryCapability", "UNKNOWN CAN_ACCEPT CANNOT_ACCEPT"
        ),
    ]

    @Test("The OpenAPI document requires what the specification requires, and has every member")
    func document() async throws {
        try await withMock { mock in
            let schemas = try #require(
                try Till(mock).get("/openapi.json").json["components"]?["schemas"])
            for (name, members) in Self.facts.sorted(by: { $0.key < $1.key }) {
                let schema = try #require(schemas[name], "\(name)")
                let required = Set(schema["required"]?.items?.compactMap(\.text) ?? [])
                // An ErrorDetail has no id where the message had none that could be read.
                let wanted = Self.names(members) { $0.hasSuffix("!") }
                    .subtracting(name == "ErrorDetail" ? ["id"] : [])
                #expect(required.subtracting(["type"]) == wanted, "\(name)")
                let known = Set(schema["properties"]?.members?.members.map(\.name) ?? [])
                #expect(Self.names(members) { _ in true }.isSubset(of: known), "\(name)")
            }
            for (name, member, words) in Self.enumerations {
                var field = schemas[name]?["properties"]?[member]
                for option in field?["anyOf"]?.items ?? [] where option["type"]?.text != "null" {
                    field = option
                }
                if let target = field?["$ref"]?.text?.split(separator: "/").last {
                    field = schemas[String(target)]
                }
                let found = Set(field?["enum"]?.items?.compactMap(\.text) ?? [])
                #expect(found == Set(words.split(separator: " ").map(String.init)), "\(member)")
            }
        }
    }

    @Test("Every answer of a run over all operations and faults has what is required")
    func answers() async throws {
        for reply in Self.replies {
            let rules = "rules: [{name: fault, replies: [\(reply), normal]}]"
            try await withMock {
                try $0.play(file: rules)
                try $0.useProjectScenarios()
            } _: { mock in
                for receiver in ["OTT", "Stellr", "Netcare"] {
                    var till = try Till(mock)
                    till.basePath = "/sandboxes/\(receiver)/suv/v1"
                    till.receiver = receiver
                    try play(till)
                }
            }
        }
    }

    private static let replies = [
        "normal", "decline: 404 DO_NOT_HONOR", "decline: 400 VOUCHER_STATUS_UNKNOWN",
        "error: 500 GENERAL_ERROR", "{error: 504 UPSTREAM_UNAVAILABLE, processed: yes}",
        "{error: 503 UPSTREAM_UNAVAILABLE}",
    ]

    /// Every operation twice, and what each refuses.
    private func play(_ till: Till) throws {
        var code = ""
        for _ in 1...2 {
            let sale = try till.provision(uuid(1))
            try expect(sale, "ProvisionResponse")
            let retry = try till.retry(uuid(1))
            try expect(retry, "ProvisionResponse")
            code = retry.voucherCode ?? sale.voucherCode ?? code
            try expect(till.get("/vouchers?provisionRequestId=\(uuid(1))"), "VoucherLookupResponse")
            try expect(till.confirm(uuid(1), id: uuid(2)), "TenderAdvice")
            try expect(till.reverse(uuid(1), id: uuid(3)), "BasicReversal")
            try expect(till.redeem(code, id: uuid(4)), "RedemptionResponse")
            let lookup = try till.get("/redemptions/\(uuid(4))")
            if lookup.json != .null { try expect(lookup, "RedemptionResponse") }
            try expect(till.confirmRedeem(uuid(4), id: uuid(5)), "BasicAdvice")
            try expect(till.reverseRedeem(uuid(4), id: uuid(6)), "BasicReversal")
            try expect(till.refund(code, id: uuid(7)), "RefundResponse")
            try expect(till.confirmRefund(uuid(7), id: uuid(8)), "BasicAdvice")
            try expect(till.reverseRefund(uuid(7), id: uuid(9)), "BasicReversal")
        }
        try expect(till.post("/vouchers", ["id": .string(uuid(10))]), "ProvisionResponse")
    }

    private func expect(_ reply: Reply, _ name: String) throws {
        check(reply.json, reply.status < 300 ? name : "ErrorDetail")
    }

    /// Whether an object, and those in it, have all that the specification requires.
    private func check(_ json: JSON, _ name: String) {
        guard let facts = Self.facts[name] else { return }
        for required in Self.names(facts, where: { $0.hasSuffix("!") }) {
            #expect(
                json[required] != nil && json[required] != .null, "\(name).\(required): \(json)")
        }
        for (member, schema) in Self.members {
            guard let value = json[member] else { continue }
            for item in value.items ?? [value] where item.members != nil { check(item, schema) }
        }
    }

    private static let members = [
        "voucher": "Voucher", "product": "Product", "originator": "Originator",
        "institution": "Institution", "client": "Institution", "receiver": "Institution",
        "settlementEntity": "Institution", "merchant": "Merchant",
        "merchantName": "MerchantName", "thirdPartyIdentifiers": "ThirdPartyIdentifier",
        "amounts": "Amounts", "requestAmount": "LedgerAmount",
        "approvedAmount": "LedgerAmount", "slipData": "SlipData", "messageLines": "SlipLine",
        "barcode": "Barcode",
    ]

    private static func names(_ facts: String, where isWanted: (Substring) -> Bool) -> Set<String> {
        Set(facts.split(separator: " ").filter(isWanted).map { $0.filter { !"!~".contains($0) } })
    }
}
