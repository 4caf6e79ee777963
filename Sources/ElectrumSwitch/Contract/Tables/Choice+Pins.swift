extension Choice {
    /// contract.md 2.17.
    static let pin = Choice(
        "Pin",
        [
            Variant("CLEAR_PIN", "PinClear", [.required("pin", .string(.matching(".{0,20}")))]),
            Variant("ENCRYPTED_PIN", "PinEncrypted", Field.encryptedPin),
            Variant(
                "HASHED_PIN", "PinHashed",
                [
                    // The comma is the specification's.
                    .required("hash", .string(.matching("[0-9,A-F]{1,512}")), since: "1.10"),
                    .optional("hashedPinParameters", .object(.hashedPinParameters), since: "1.10"),
                ]),
        ])
}

extension Schema {
    /// contract.md 2.17; of card payments only, superseded by `Choice.pin`.
    static let encryptedPin = Schema("EncryptedPin", Field.encryptedPin)

    /// contract.md 2.17.
    static let encryptionParameters = Schema(
        "EncryptionParameters",
        [
            .optional(
                "pinBlockFormat", .enumeration(.pinBlockFormat), "ISO_9564_FORMAT_0 if absent",
                since: "1.8"),
            .required("accountNumber", .string(.matching("[0-9]{12}")), since: "1.8"),
            .optional("keyIndex", .int32, since: "1.8"),
        ])

    /// contract.md 2.17.
    static let hashedPinParameters = Schema(
        "HashedPinParameters",
        [.required("name", .string(.length(0...20)), "the algorithm", since: "1.10")])
}

extension Field {
    fileprivate static let encryptedPin: [Field] = [
        .required("pinBlock", .string(.matching("[a-fA-F0-9]{16}")), since: "1.8"),
        .optional("encryptionParameters", .object(.encryptionParameters), since: "1.8"),
    ]
}
