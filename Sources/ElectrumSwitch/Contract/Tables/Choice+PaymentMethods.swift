extension Choice {
    /// contract.md 2.19.
    static let paymentMethod = Choice(
        "PaymentMethod",
        [
            payment(
                "ACCOUNT", "AccountPayment",
                [
                    .optional("srcAccountId", .string(), since: "1.16"),
                    .optional("srcCustomerId", .string(), since: "1.16"),
                    .optional("destAccountId", .string(), since: "1.16"),
                    .optional("destCustomerId", .string(), since: "1.16"),
                ]),
            payment(
                "AN_32_TOKEN", "An32TokenPayment",
                [
                    .required("token", .string(.matching("[a-zA-Z0-9]{32}")), since: "1.16")
                ]),
            payment(
                "LOYALTY_CARD", "LoyaltyCardPayment",
                [
                    .required("cardNumber", .string(.matching("[0-9]{16}")), since: "1.16")
                ]),
            payment(
                "CARD", "CardPayment",
                [
                    .required("pan", .string(.matching("[0-9]{1,19}")), since: "1.16"),
                    .optional("expiryDate", .string(.matching("[0-9]{4}")), "YYMM", since: "1.16"),
                    .optional("posInfo", .object(.posInfo), since: "1.16"),
                    .optional(
                        "encryptedPin", .object(.encryptedPin), "superseded by pin", since: "1.16"),
                ]),
            payment(
                "REWARD", "RewardPayment",
                [
                    .required("rewardCode", .string(.length(0...40)), since: "1.16")
                ]),
            payment(
                "WALLET", "WalletPayment",
                [
                    .required("walletId", .string(), since: "1.16"),
                    .optional("walletPocket", .object(.walletPocket), since: "1.16"),
                ]),
            payment(
                "QR", "QrPayment",
                [
                    .required("tranId", .string(), since: "1.16"),
                    .optional("partnerPaymentToken", .string(), since: "1.16"),
                ]),
        ])

    private static func payment(_ tag: String, _ name: String, _ fields: [Field]) -> Variant {
        Variant(tag, name, Field.payment + fields)
    }
}

extension Schema {
    /// contract.md 2.19.
    static let walletPocket = Schema(
        "WalletPocket",
        [
            .required("pocketName", .string(), since: "1.16"),
            .optional("pocketId", .string(), since: "1.16"),
        ])
}

extension Field {
    /// The fields that all payment methods share (contract.md 2.19).
    fileprivate static let payment: [Field] = [
        .optional("name", .string(), since: "1.16"),
        .optional("amount", .object(.ledgerAmount), since: "1.16"),
        .optional("issuer", .object(.institution), since: "1.16"),
        .optional("pin", .choice(.pin), "not expected in responses", since: "1.16"),
        .optional("proxy", .string(.length(0...40)), since: "1.16"),
        .optional("proxyType", .enumeration(.proxyType), since: "1.16"),
    ]
}
