extension Schema {
    /// contract.md 2.7.
    static let voucher = Schema(
        "Voucher",
        [
            .optional("code", .string(.length(0...40)), "what the customer redeems"),
            .optional("expiryDate", .dateTime),
            .optional("redeemInstructions", .array(.string()), "lines for the receipt"),
            .optional(
                "serialNumber", .string(.length(0...40)), "identifies, but cannot redeem",
                since: "1.8"),
            .optional("pin", .choice(.pin), "secret needed besides the code", since: "1.8"),
        ])

    /// contract.md 2.8.
    static let product = Schema(
        "Product",
        [
            .required(
                "productId", .string(.matching("[0-9A-Za-z]{1,40}")), "the vendor's code",
                since: "1.5"),
            .optional(
                "barcode", .string(.matching("[0-9A-Za-z]{1,13}")), "does not replace productId",
                since: "1.5"),
            .optional("name", .string(.length(1...40)), since: "1.5"),
            .optional("amount", .object(.ledgerAmount), "fixed price", since: "1.16"),
            .optional("description", .string(.length(0...250)), since: "1.18"),
            .optional("minAmount", .object(.ledgerAmount), "least price", since: "1.20"),
            .optional("maxAmount", .object(.ledgerAmount), "greatest price", since: "1.20"),
            .optional("isFixedValue", .boolean, since: "1.23"),
            .optional(
                "channelProductListings", .array(.object(.channelProductListing)),
                "how each channel shows it", since: "1.23"),
            .optional("receiver", .object(.institution), "issuer", since: "1.23"),
        ])

    /// contract.md 2.8.
    static let channelProductListing = Schema(
        "ChannelProductListing",
        [
            .required("channelName", .string(.length(0...50)), since: "1.23"),
            .optional("productDisplayName", .string(.length(0...50)), since: "1.23"),
            .optional("productDisplayCategory", .string(.length(0...50)), since: "1.23"),
            .optional("productDisplaySortOrder", .double, "place in the menu", since: "1.23"),
            .optional(
                "channelProductIdentifier", .string(), "the channel's own code", since: "1.23"),
        ])
}
