extension Schema {
    /// contract.md 2.4.
    static let redemptionRequest = Schema(
        "RedemptionRequest",
        Field.transaction + [
            .required("voucher", .object(.voucher), "voucher to redeem"),
            .optional("amounts", .object(.amounts), "amount to redeem"),
            .optional("posInfo", .object(.posInfo), since: "1.14"),
            .optional("customer", .object(.customer), "who redeems", since: "1.24"),
        ])

    /// contract.md 2.4.
    static let redemptionResponse = Schema(
        "RedemptionResponse",
        Field.transaction + [
            .optional("voucher", .object(.voucher), "voucher redeemed"),
            .optional("amounts", .object(.amounts), "amount redeemed"),
            .optional("posInfo", .object(.posInfo), "as requested", since: "1.14"),
            .optional("customer", .object(.customer), "as requested", since: "1.24"),
        ])

    /// contract.md 2.5.
    static let refundRequest = Schema(
        "RefundRequest",
        Field.transaction + [
            .optional("amounts", .object(.amounts), "amount to refund, if not the whole"),
            .required("voucher", .object(.voucher), "voucher to refund"),
            .optional(
                "redemptionId", .string(), "id of the redemption to refund", since: "1.13"),
            .optional(
                "receiverTransactionRef", .string(), "the receiver's name for that redemption",
                since: "1.13"),
            .optional("posInfo", .object(.posInfo), since: "1.14"),
        ])

    /// contract.md 2.5.
    static let refundResponse = Schema(
        "RefundResponse",
        Field.transaction + [
            .optional("amounts", .object(.amounts), "amount refunded"),
            .optional("voucher", .object(.voucher), "voucher refunded"),
            .optional("posInfo", .object(.posInfo), "as requested", since: "1.14"),
        ])
}
