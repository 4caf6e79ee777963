/// contract.md 2.20, unless another section is named.
extension Enumeration {
    static let tranType = Enumeration(
        [
            "GOODS_AND_SERVICES", "CASH_WITHDRAWAL", "DEBIT_ADJUSTMENT",
            "GOODS_AND_SERVICES_WITH_CASH_BACK", "NON_CASH", "RETURNS", "DEPOSIT",
            "CREDIT_ADJUSTMENT", "GENERAL_CREDIT", "AVAILABLE_FUNDS_INQUIRY", "BALANCE_INQUIRY",
            "GENERAL_INQUIRY", "CARD_VERIFICATION_INQUIRY", "CARDHOLDER_ACCOUNTS_TRANSFER",
            "GENERAL_TRANSFER", "PAYMENT_FROM_ACCOUNT", "GENERAL_PAYMENT", "PAYMENT_TO_ACCOUNT",
            "PAYMENT_FROM_ACCOUNT_TO_ACCOUNT", "PLACE_HOLD_ON_CARD", "GENERAL_ADMIN", "CHANGE_PIN",
            "CARD_HOLDER_INQUIRY", "POINTS_INQUIRY",
        ], named: "TranType")

    static let accountType = Enumeration(
        [
            "DEFAULT", "SAVINGS", "CHEQUE", "CREDIT", "UNIVERSAL", "ELECTRONIC_PURSE", "GIFT_CARD",
            "STORED_VALUE",
        ], named: "AccountType")

    static let reversalReason = Enumeration(["TIMEOUT", "CANCELLED", "RESPONSE_NOT_FINAL"])

    static let ledgerIndicator = Enumeration(["DEBIT", "CREDIT"])

    /// contract.md 2.15: as `accountType`, but for gift cards.
    static let tenderAccountType = Enumeration(
        accountType.values.filter { $0 != "GIFT_CARD" })

    /// contract.md 2.15.
    static let tenderType = Enumeration(
        [
            "CASH", "CHEQUE", "CREDIT_CARD", "DEBIT_CARD", "WALLET", "ROUNDING", "GIFT_CARD",
            "LOYALTY_CARD", "OTHER",
        ])

    /// contract.md 2.17.
    static let pinBlockFormat = Enumeration(
        ["ISO_9564_FORMAT_0", "ISO_9564_FORMAT_1", "ISO_9564_FORMAT_3"])

    /// contract.md 2.18.
    static let panEntryMode = Enumeration(
        [
            "UNKNOWN", "MANUAL", "MAGSTRIPE_NO_CVV", "BARCODE", "OCR", "ICC_CVV",
            "CONTACTLESS_ICC", "MAGSTRIPE_CVV", "CONTACTLESS_MAGSTRIPE", "ICC_NO_CVV", "ORIG_MODE",
            "FALLBACK",
        ])

    /// contract.md 2.18.
    static let pinEntryCapability = Enumeration(["UNKNOWN", "CAN_ACCEPT", "CANNOT_ACCEPT"])

    /// contract.md 2.18.
    static let posConditionCode = Enumeration(
        [
            "NORMAL_PRESENTMENT", "CUSTOMER_NOT_PRESENT", "CUSTOMER_PRESENT_AND_CARD_NOT_PRESENT",
            "CUSTOMER_IDENTITY_VERIFIED", "PUBLIC_UTILITY_TERMINAL", "CUSTOMER_TERMINAL",
            "MANUAL_REVERSAL", "UNATTENDED_TERMINAL_AND_CARD_CAN_BE_RETAINED",
            "UNATTENDED_TERMINAL_AND_CARD_CANNOT_BE_RETAINED",
        ])

    /// contract.md 2.19.
    static let proxyType = Enumeration(["MSISDN", "EMAIL", "UNKNOWN"])

    /// contract.md 3.2: the list of 1.14 with both spellings of DO_NOT_HONOUR, then what later
    /// versions brought.
    static let errorType = Enumeration(
        [
            "DUPLICATE_RECORD", "FORMAT_ERROR", "FUNCTION_NOT_SUPPORTED", "GENERAL_ERROR",
            "INVALID_AMOUNT", "ROUTING_ERROR", "TRANSACTION_NOT_SUPPORTED",
            "UNABLE_TO_LOCATE_RECORD", "UPSTREAM_UNAVAILABLE", "VOUCHER_ALREADY_REDEEMED",
            "VOUCHER_ALREADY_PROVISIONED", "VOUCHER_ALREADY_CONFIRMED", "VOUCHER_ALREADY_REVERSED",
            "VOUCHER_ALREADY_REFUNDED", "VOUCHER_NOT_REFUNDED", "VOUCHER_NOT_REDEEMABLE",
            "VOUCHER_NOT_REDEEMED", "VOUCHER_STATUS_UNKNOWN", "REDEMPTION_ALREADY_CONFIRMED",
            "REDEMPTION_NOT_CONFIRMED", "REDEMPTION_ALREADY_REVERSED", "REFUND_ALREADY_CONFIRMED",
            "REFUND_ALREADY_REVERSED", "INVALID_MERCHANT", "INVALID_VOUCHER",
            "AUTHENTICATION_ERROR", "INSUFFICIENT_AMOUNT", "DO_NOT_HONOUR", "DO_NOT_HONOR",
            "INSUFFICIENT_FUNDS", "INVALID_ACCOUNT", "TRANSACTION_DECLINED", "LIMIT_EXCEEDED",
        ])
}
