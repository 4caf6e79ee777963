extension Schema {
    /// The parameters of lookupVoucher (contract.md 1.3).
    static let voucherLookup = Schema(
        "VoucherLookup",
        [
            .optional("voucherCode", .string(), since: "1.5"),
            .optional(
                "provisionRequestId", .uuid, "id of the provision that issued it", since: "1.7"),
            .optional("receiverInstId", .string(), "issuer of the voucher", since: "1.5"),
            .optional("settlementEntityInstId", .string(), "where to route it", since: "1.5"),
            .optional("voucherSerialNumber", .string(), since: "1.8"),
        ])

    /// contract.md 2.6.
    static let voucherLookupResponse = Schema(
        "VoucherLookupResponse",
        [
            .required("voucher", .object(.voucher), "what is known of it", since: "1.5"),
            .optional(
                "amounts", .object(.amounts), "its value, as CREDIT in approvedAmount",
                since: "1.5"),
            .optional("product", .object(.product), "product the voucher is of", since: "1.5"),
            .optional("receiver", .object(.institution), "issuer of the voucher", since: "1.5"),
            .optional(
                "settlementEntity", .object(.institution), "where the lookup was routed",
                since: "1.5"),
            .optional("posInfo", .object(.posInfo), since: "1.14"),
            .optional(
                "thirdPartyIdentifiers", .array(.object(.thirdPartyIdentifier)), since: "1.15"),
            .optional("rrn", .string(), "reference set by the original source", since: "1.15"),
        ])

    /// The parameter of lookupRedemption, which is part of its path (contract.md 1.3).
    static let redemptionLookup = Schema(
        "RedemptionLookup",
        [.required("requestId", .uuid, "id of the redemption", since: "1.9")])

    /// The parameters of listProducts. The airtime interface's: SUV's were never seen
    /// (contract.md 1.3).
    static let productsLookup = Schema(
        "ProductsLookup",
        [
            .optional(
                "channelName", .string(), "leaves out what only other channels sell",
                since: "1.16")
        ])

    /// contract.md 1.3 and 2.21.
    static let productsLookupResponse = Schema(
        "ProductsLookupResponse",
        [.required("products", .array(.object(.product)), since: "1.16")])
}
