extension Schema {
    /// contract.md 2.2.
    static let provisionRequest = Schema(
        "ProvisionRequest",
        Field.transaction + [
            .optional(
                "amounts", .object(.amounts), "value wanted, if the product has no fixed price"),
            .optional("tenders", .array(.object(.tender)), "how the customer paid"),
            .optional("voucher", .object(.voucher), "voucher wanted"),
            .optional("product", .object(.product), "product the voucher is of", since: "1.5"),
            .optional("posInfo", .object(.posInfo), since: "1.14"),
            .optional("paymentMethods", .array(.choice(.paymentMethod)), since: "1.16"),
            .optional("recipient", .object(.customer), "who will use the voucher", since: "1.18"),
        ])

    /// contract.md 2.3.
    static let provisionResponse = Schema(
        "ProvisionResponse",
        Field.transaction + [
            .optional("amounts", .object(.amounts), "value of the voucher"),
            .required("voucher", .object(.voucher), "the voucher provisioned"),
            .optional("product", .object(.product), "as requested", since: "1.5"),
            .optional("posInfo", .object(.posInfo), "as requested", since: "1.14"),
            .optional("recipient", .object(.customer), "as requested", since: "1.18"),
        ])

    /// contract.md 2.1. The names of its members were never seen, so it is open.
    static let transactionLabel = Schema(
        "TransactionLabel", isOpen: true,
        [
            .optional("name", .string(), since: "1.16"),
            .optional("value", .string(), since: "1.16"),
        ])
}

extension Field {
    /// The first fields of every request and response (contract.md 2.1).
    static let transaction: [Field] = [
        .optional(
            "transactionLabels", .array(.object(.transactionLabel)),
            "for finding and grouping; never to drive processing", since: "1.16"),
        .required("id", .uuid, "identifies this transaction"),
        .required("time", .dateTime, "when the sender made the message"),
        .required("originator", .object(.originator), "who started the transaction"),
        .required("client", .object(.institution), "sender; its id is the Basic user name"),
        .optional("settlementEntity", .object(.institution), "with whom the merchant settles"),
        .optional("receiver", .object(.institution), "issuer of the voucher"),
        .thirdPartyIdentifiers,
        .optional("slipData", .object(.slipData), "text for the receipt"),
        .optional("basketRef", .string(), "groups independent transactions"),
        .optional("tranType", .enumeration(.tranType)),
        .optional("srcAccType", .enumeration(.accountType)),
        .optional("destAccType", .enumeration(.accountType)),
        .stan,
        .rrn,
    ]

    static let thirdPartyIdentifiers = Field.required(
        "thirdPartyIdentifiers", .array(.object(.thirdPartyIdentifier)),
        "what every institution on the way calls the transaction; may be empty")
    static let stan = Field.optional(
        "stan", .string(), "system trace audit number", since: "1.4")
    static let rrn = Field.optional(
        "rrn", .string(), "reference set by the original source", since: "1.4")
}
