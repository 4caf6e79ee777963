extension Language {
    /// The file `products.yaml` (contract.md 2.8).
    static let products = Shape.mapping([
        Field(
            "*", .list(of: product, atLeast: 1),
            "What the provider with this id sells, in the order of the list.")
    ])

    /// An entry of a provider's list.
    static let product = Shape.mapping([
        Field(
            "productId", .scalar(.characters(.lettersAndDigits, count: 1...40)),
            isRequired: true, "The vendor's code for it."),
        Field(
            "barcode", .scalar(.characters(.lettersAndDigits, count: 1...13)),
            "Another code, which does not replace productId."),
        Field("name", .scalar(text(upTo: 40)), "Its name."),
        Field("description", .scalar(text(upTo: 250)), "What it is."),
        Field("amount", amount, "Its price, if that is fixed."),
        Field("minAmount", amount, "The least that may be paid for it."),
        Field("maxAmount", amount, "The most that may be paid for it."),
        Field("isFixedValue", .scalar(.flag), "Whether its price is fixed."),
        Field(
            "channelProductListings", .list(of: listing, atLeast: 1), "How channels show it."),
        Field(
            "receiver",
            .mapping([
                Field("id", .scalar(.text), isRequired: true, "As `receiver.id` of a provision."),
                Field("name", .scalar(text(upTo: 40)), isRequired: true, "Its name."),
            ]),
            "Who issues it; the provider unless said otherwise."),
    ])

    private static let amount = Shape.mapping([
        Field(
            "amount", .scalar(.integer(0...Int64.max)), isRequired: true,
            "In minor units, e.g. cents."),
        Field(
            "currency", .scalar(.characters(.digits, count: 3...3)), isRequired: true,
            "ISO 4217, numeric: 710 is the rand."),
    ])

    private static let listing = Shape.mapping([
        Field("channelName", .scalar(text(upTo: 50)), isRequired: true, "The channel."),
        Field("productDisplayName", .scalar(text(upTo: 50)), "The name it is shown under."),
        Field("productDisplayCategory", .scalar(text(upTo: 50)), "Where it is shown."),
        Field(
            "productDisplaySortOrder", .scalar(.integer(0...Int64.max)), "Its place in the menu."),
        Field("channelProductIdentifier", .scalar(.text), "The channel's own code for it."),
    ])

    private static func text(upTo length: Int) -> Form {
        .characters(.any, count: 1...length)
    }
}
