extension Schema {
    /// contract.md 2.11.
    static let originator = Schema(
        "Originator",
        [
            .required("institution", .object(.institution), "as issued by Electrum"),
            .required("terminalId", .string(.exactly(8)), "device or system"),
            .required("merchant", .object(.merchant)),
            .optional("operatorId", .string(.length(0...30)), "person at the till", since: "1.13"),
            .optional(
                "channelId", .string(.length(0...50)), "the originator's channel", since: "1.15"),
        ])

    /// contract.md 2.12.
    static let merchant = Schema(
        "Merchant",
        [
            .required("merchantType", .string(.matching("[0-9]{4}")), "merchant category code"),
            .required("merchantId", .string(.exactly(15)), "card acceptor id"),
            .required("merchantName", .object(.merchantName)),
        ])

    /// contract.md 2.12.
    static let merchantName = Schema(
        "MerchantName",
        [
            .required("name", .string(.length(0...23))),
            .required("city", .string(.length(0...13))),
            .required("region", .string(.length(0...2))),
            .required("country", .string(.length(0...2))),
        ])

    /// contract.md 2.13.
    static let institution = Schema(
        "Institution",
        [
            .required("id", .string()),
            .required("name", .string(.length(0...40))),
        ])

    /// contract.md 2.13.
    static let thirdPartyIdentifier = Schema(
        "ThirdPartyIdentifier",
        [
            .required("institutionId", .string()),
            Field(
                "transactionIdentifier", .string(), .requiredLast,
                "what that institution calls the transaction"),
        ])

    /// contract.md 2.19.
    static let customer = Schema(
        "Customer",
        [
            .optional("firstName", .string(.length(0...40)), since: "1.18"),
            .optional("lastName", .string(.length(0...40)), since: "1.18"),
            .optional(
                "address", .string(.length(0...80)), "superseded by addressDetails", since: "1.18"),
            .optional("addressDetails", .object(.address), since: "1.18"),
            .optional("dateOfBirth", .dateTime, since: "1.18"),
            .optional("status", .string(), since: "1.18"),
            .optional("msisdn", .string(.matching(#"^\+?[1-9]\d{0,14}"#)), "E.164", since: "1.18"),
            .optional("emailAddress", .email, since: "1.18"),
            .optional("profileId", .string(), since: "1.18"),
        ])

    /// contract.md 2.19.
    static let address = Schema(
        "Address",
        [
            .optional("addressLine1", .string(.matching("^.{1,100}")), since: "1.18"),
            .optional("addressLine2", .string(.matching("^.{1,100}")), since: "1.18"),
            .optional("city", .string(.matching("^.{1,30}")), since: "1.18"),
            .optional("region", .string(.matching("[A-Z]{2}")), since: "1.18"),
            .optional(
                "country", .string(.matching("[A-Z]{2}")), "ISO 3166-1 alpha-2", since: "1.18"),
            .optional("postalCode", .string(.matching("[A-Za-z0-9 -]{1,20}")), since: "1.18"),
        ])
}

extension Schema {
    /// contract.md 2.18.
    static let posInfo = Schema(
        "PosInfo",
        [
            .optional("entryMode", .object(.posEntryMode), since: "1.14"),
            .optional("posConditionCode", .enumeration(.posConditionCode), since: "1.14"),
        ])

    /// contract.md 2.18.
    static let posEntryMode = Schema(
        "PosEntryMode",
        [
            .required("panEntryMode", .enumeration(.panEntryMode), since: "1.14"),
            .required("pinEntryCapability", .enumeration(.pinEntryCapability), since: "1.14"),
        ])
}
