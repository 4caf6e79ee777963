import JSONTree

/// The facts of contract.md sections 2 and 3.2, written down by hand.
enum PublishedFacts {
    /// `!` is required, `~` is required by the specification and tolerated by the switch, the rest
    /// is optional.
    static let members: [String: String] = [
        "ProvisionRequest":
            common + "amounts tenders voucher product posInfo paymentMethods recipient",
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
        "ChannelProductListing":
            "channelName! productDisplayName productDisplayCategory productDisplaySortOrder "
            + "channelProductIdentifier",
        "ErrorDetail":
            "id! originalId errorType! errorMessage! providerErrorCode detailMessage",
        "BasicAdvice": advice, "BasicReversal": advice + " reversalReason!",
        "TenderAdvice": advice + " tenders~",
        "Originator": "institution! terminalId! merchant! operatorId channelId",
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
        "PosEntryMode": "panEntryMode! pinEntryCapability!",
        "PinClear": "pin!", "PinEncrypted": "pinBlock! encryptionParameters",
        "PinHashed": "hash! hashedPinParameters",
        "EncryptedPin": "pinBlock! encryptionParameters",
        "EncryptionParameters": "pinBlockFormat accountNumber! keyIndex",
        "HashedPinParameters": "name!",
        "AccountPayment":
            payment + "srcAccountId srcCustomerId destAccountId destCustomerId",
        "An32TokenPayment": payment + "token!", "LoyaltyCardPayment": payment + "cardNumber!",
        "CardPayment": payment + "pan! expiryDate posInfo encryptedPin",
        "RewardPayment": payment + "rewardCode!",
        "WalletPayment": payment + "walletId! walletPocket",
        "WalletPocket": "pocketName! pocketId",
        "QrPayment": payment + "tranId! partnerPaymentToken",
        "Customer":
            "firstName lastName address addressDetails dateOfBirth status msisdn emailAddress "
            + "profileId",
        "Address": "addressLine1 addressLine2 city region country postalCode",
    ]

    private static let common =
        "id! time! originator! client! settlementEntity receiver thirdPartyIdentifiers! slipData "
        + "basketRef tranType srcAccType destAccType stan rrn "
    private static let advice = "id! requestId! time! thirdPartyIdentifiers! stan rrn amounts"
    private static let payment = "name amount issuer pin proxy proxyType "

    /// Members that are objects, or lists of them.
    static let schemas = [
        "voucher": "Voucher", "product": "Product", "originator": "Originator",
        "institution": "Institution", "client": "Institution", "receiver": "Institution",
        "settlementEntity": "Institution", "issuer": "Institution", "merchant": "Merchant",
        "merchantName": "MerchantName", "thirdPartyIdentifiers": "ThirdPartyIdentifier",
        "amounts": "Amounts", "requestAmount": "LedgerAmount", "approvedAmount": "LedgerAmount",
        "feeAmount": "LedgerAmount", "balanceAmount": "LedgerAmount",
        "minAmount": "LedgerAmount", "maxAmount": "LedgerAmount", "slipData": "SlipData",
        "messageLines": "SlipLine", "barcode": "Barcode", "posInfo": "PosInfo",
        "entryMode": "PosEntryMode", "recipient": "Customer", "customer": "Customer",
        "addressDetails": "Address", "tenders": "Tender",
        "encryptionParameters": "EncryptionParameters",
        "hashedPinParameters": "HashedPinParameters", "walletPocket": "WalletPocket",
        "channelProductListings": "ChannelProductListing", "encryptedPin": "EncryptedPin",
    ]

    /// The schemas of objects that a `type` tells apart.
    static let types = [
        "CLEAR_PIN": "PinClear", "ENCRYPTED_PIN": "PinEncrypted", "HASHED_PIN": "PinHashed",
        "ACCOUNT": "AccountPayment", "AN_32_TOKEN": "An32TokenPayment",
        "LOYALTY_CARD": "LoyaltyCardPayment", "CARD": "CardPayment", "REWARD": "RewardPayment",
        "WALLET": "WalletPayment", "QR": "QrPayment",
    ]

    /// The words of members, by schema and member.
    static let words: [String: String] = [
        "BasicReversal.reversalReason": "TIMEOUT CANCELLED RESPONSE_NOT_FINAL",
        "LedgerAmount.ledgerIndicator": "DEBIT CREDIT",
        "Tender.tenderType":
            "CASH CHEQUE CREDIT_CARD DEBIT_CARD WALLET ROUNDING GIFT_CARD LOYALTY_CARD OTHER",
        "Tender.accountType":
            "DEFAULT SAVINGS CHEQUE CREDIT UNIVERSAL ELECTRONIC_PURSE STORED_VALUE",
        "ProvisionRequest.srcAccType": accountTypes, "ProvisionResponse.srcAccType": accountTypes,
        "ProvisionRequest.destAccType": accountTypes,
        "ProvisionResponse.destAccType": accountTypes,
        "ProvisionRequest.tranType": transactionTypes,
        "ProvisionResponse.tranType": transactionTypes,
        "RedemptionResponse.tranType": transactionTypes,
        "RefundResponse.tranType": transactionTypes,
        "PosEntryMode.pinEntryCapability": "UNKNOWN CAN_ACCEPT CANNOT_ACCEPT",
        "PosEntryMode.panEntryMode":
            "UNKNOWN MANUAL MAGSTRIPE_NO_CVV BARCODE OCR ICC_CVV CONTACTLESS_ICC MAGSTRIPE_CVV "
            + "CONTACTLESS_MAGSTRIPE ICC_NO_CVV ORIG_MODE FALLBACK",
        "PosInfo.posConditionCode":
            "NORMAL_PRESENTMENT CUSTOMER_NOT_PRESENT CUSTOMER_PRESENT_AND_CARD_NOT_PRESENT "
            + "CUSTOMER_IDENTITY_VERIFIED PUBLIC_UTILITY_TERMINAL CUSTOMER_TERMINAL "
            + "MANUAL_REVERSAL UNATTENDED_TERMINAL_AND_CARD_CAN_BE_RETAINED "
            + "UNATTENDED_TERMINAL_AND_CARD_CANNOT_BE_RETAINED",
        "EncryptionParameters.pinBlockFormat":
            "ISO_9564_FORMAT_0 ISO_9564_FORMAT_1 ISO_9564_FORMAT_3",
        "CardPayment.proxyType": "MSISDN EMAIL UNKNOWN",
        "ErrorDetail.errorType":
            "DUPLICATE_RECORD FORMAT_ERROR FUNCTION_NOT_SUPPORTED GENERAL_ERROR INVALID_AMOUNT "
            + "ROUTING_ERROR TRANSACTION_NOT_SUPPORTED UNABLE_TO_LOCATE_RECORD "
            + "UPSTREAM_UNAVAILABLE VOUCHER_ALREADY_REDEEMED VOUCHER_ALREADY_PROVISIONED "
            + "VOUCHER_ALREADY_CONFIRMED VOUCHER_ALREADY_REVERSED VOUCHER_ALREADY_REFUNDED "
            + "VOUCHER_NOT_REFUNDED VOUCHER_NOT_REDEEMABLE VOUCHER_NOT_REDEEMED "
            + "VOUCHER_STATUS_UNKNOWN REDEMPTION_ALREADY_CONFIRMED REDEMPTION_NOT_CONFIRMED "
            + "REDEMPTION_ALREADY_REVERSED REFUND_ALREADY_CONFIRMED REFUND_ALREADY_REVERSED "
            + "INVALID_MERCHANT INVALID_VOUCHER AUTHENTICATION_ERROR INSUFFICIENT_AMOUNT "
            + "DO_NOT_HONOUR DO_NOT_HONOR INSUFFICIENT_FUNDS INVALID_ACCOUNT "
            + "TRANSACTION_DECLINED LIMIT_EXCEEDED",
    ]

    private static let accountTypes =
        "DEFAULT SAVINGS CHEQUE CREDIT UNIVERSAL ELECTRONIC_PURSE GIFT_CARD STORED_VALUE"
    private static let transactionTypes =
        "GOODS_AND_SERVICES CASH_WITHDRAWAL DEBIT_ADJUSTMENT GOODS_AND_SERVICES_WITH_CASH_BACK "
        + "NON_CASH RETURNS DEPOSIT CREDIT_ADJUSTMENT GENERAL_CREDIT AVAILABLE_FUNDS_INQUIRY "
        + "BALANCE_INQUIRY GENERAL_INQUIRY CARD_VERIFICATION_INQUIRY "
        + "CARDHOLDER_ACCOUNTS_TRANSFER GENERAL_TRANSFER PAYMENT_FROM_ACCOUNT GENERAL_PAYMENT "
        + "PAYMENT_TO_ACCOUNT PAYMENT_FROM_ACCOUNT_TO_ACCOUNT PLACE_HOLD_ON_CARD GENERAL_ADMIN "
        + "CHANGE_PIN CARD_HOLDER_INQUIRY POINTS_INQUIRY"

    /// How many characters a member has.
    static let lengths: [String: ClosedRange<Int>] = [
        "Originator.terminalId": 8...8, "Originator.operatorId": 0...30,
        "Originator.channelId": 0...50, "Merchant.merchantId": 15...15,
        "MerchantName.name": 0...23, "MerchantName.city": 0...13, "MerchantName.region": 0...2,
        "MerchantName.country": 0...2, "Institution.name": 0...40, "Voucher.code": 0...40,
        "Voucher.serialNumber": 0...40, "Product.name": 1...40, "Product.description": 0...250,
        "ChannelProductListing.channelName": 0...50,
        "ChannelProductListing.productDisplayName": 0...50,
        "ChannelProductListing.productDisplayCategory": 0...50,
        "ErrorDetail.errorMessage": 0...80, "Tender.reference": 0...40,
        "HashedPinParameters.name": 0...20, "RewardPayment.rewardCode": 0...40,
        "CardPayment.proxy": 0...40, "Customer.firstName": 0...40, "Customer.lastName": 0...40,
        "Customer.address": 0...80,
    ]

    /// The form of a member, as a regular expression for the whole.
    static let patterns: [String: String] = [
        "Merchant.merchantType": "[0-9]{4}", "LedgerAmount.currency": "[0-9]{3}",
        "Product.productId": "[0-9A-Za-z]{1,40}", "Product.barcode": "[0-9A-Za-z]{1,13}",
        "Tender.cardNumber": "[0-9]{6}[0-9*]{0,13}",
        "SlipData.issuerReference": "[A-Z0-9]{1,40}",
        "PinClear.pin": "\(any){0,20}", "PinEncrypted.pinBlock": "[a-fA-F0-9]{16}",
        "PinHashed.hash": "[0-9,A-F]{1,512}", "EncryptedPin.pinBlock": "[a-fA-F0-9]{16}",
        "EncryptionParameters.accountNumber": "[0-9]{12}",
        "An32TokenPayment.token": "[a-zA-Z0-9]{32}",
        "LoyaltyCardPayment.cardNumber": "[0-9]{16}", "CardPayment.pan": "[0-9]{1,19}",
        "CardPayment.expiryDate": "[0-9]{4}", "Customer.msisdn": #"\+?[1-9][0-9]{0,14}"#,
        "Address.addressLine1": "\(any){1,100}", "Address.addressLine2": "\(any){1,100}",
        "Address.city": "\(any){1,30}", "Address.region": "[A-Z]{2}",
        "Address.country": "[A-Z]{2}", "Address.postalCode": "[A-Za-z0-9 -]{1,20}",
    ]

    /// The `.` of Java's regular expressions, but for NEL.
    private static let any = #"[^\n\r\u2028\u2029]"#

    /// The names in a line of `members` that are wanted, without their marks.
    static func names(
        _ line: String, where isWanted: (Substring) -> Bool = { _ in true }
    ) -> Set<String> {
        Set(line.split(separator: " ").filter(isWanted).map { $0.filter { !"!~".contains($0) } })
    }

    /// Returns the violations of an object, a line each with the path.
    static func complaints(about json: JSON, as name: String, at path: String = "") -> [String] {
        guard let line = members[name] else { return [] }
        var complaints: [String] = []
        for required in names(line, where: { $0.hasSuffix("!") })
        where json[required] ?? .null == .null {
            complaints.append("\(path)/\(required) is missing")
        }
        for (member, value) in (json.members?.members ?? []).map({ ($0.name, $0.value) }) {
            let place = "\(path)/\(member)"
            if let text = value.text, !isRight(text, "\(name).\(member)") {
                complaints.append("\(place) is \(text)")
            }
            for item in value.items ?? [value] where item.members != nil {
                let type = item["type"]?.text.flatMap { types[$0] }
                guard let schema = type ?? schemas[member] else { continue }
                complaints += Self.complaints(about: item, as: schema, at: place)
            }
        }
        return complaints
    }

    private static func isRight(_ text: String, _ member: String) -> Bool {
        let isWord = words[member].map { names($0).contains(text) } ?? true
        let isShort = lengths[member].map { $0.contains(text.unicodeScalars.count) } ?? true
        let isFitting =
            patterns[member].map { pattern in
                // Swift writes scalars with braces.
                let swift = pattern.replacing(#"\u2028\u2029"#, with: #"\u{2028}\u{2029}"#)
                return (try? Regex(swift).wholeMatch(in: text)) != nil
            } ?? true
        return isWord && isShort && isFitting
    }
}
