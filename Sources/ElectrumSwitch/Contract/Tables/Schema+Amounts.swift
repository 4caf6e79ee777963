extension Schema {
    /// contract.md 2.14.
    static let amounts = Schema(
        "Amounts",
        [
            .optional("requestAmount", .object(.ledgerAmount), "what the customer asks for"),
            .optional("approvedAmount", .object(.ledgerAmount), "what was approved upstream"),
            .optional("feeAmount", .object(.ledgerAmount), "fee charged upstream"),
            .optional("balanceAmount", .object(.ledgerAmount), "what remains"),
            .optional("additionalAmounts", .map(.object(.ledgerAmount)), "anything else"),
        ])

    /// contract.md 2.14, and 4.6 for the number.
    static let ledgerAmount = Schema(
        "LedgerAmount",
        [
            .required("amount", .int64, "in minor units: R799.95 is 79995"),
            .required("currency", .stringOrNumber(.matching("[0-9]{3}")), "ISO 4217 numeric"),
            .optional("ledgerIndicator", .enumeration(.ledgerIndicator)),
        ])

    /// contract.md 2.15.
    static let tender = Schema(
        "Tender",
        [
            .optional("accountType", .enumeration(.tenderAccountType)),
            .required("amount", .object(.ledgerAmount)),
            .optional(
                "cardNumber", .string(.matching("[0-9]{6}[0-9*]{0,13}")),
                "masked but for six digits"),
            .optional("reference", .string(.length(0...40))),
            .required("tenderType", .enumeration(.tenderType)),
        ])
}
