extension Schema {
    /// contract.md 2.16.
    static let slipData = Schema(
        "SlipData",
        [
            .optional("messageLines", .array(.object(.slipLine)), "lines to print"),
            .optional("slipWidth", .int32, "in characters of normal width"),
            .optional(
                "issuerReference", .string(.matching("[A-Z0-9]{1,40}")), "printed, for refunds"),
        ])

    /// contract.md 2.16.
    static let slipLine = Schema(
        "SlipLine",
        [
            .required("text", .string()),
            .optional("barcode", .object(.barcode), "printed on this line"),
            .optional("fontWidthScaleFactor", .double, "1 if absent"),
            .optional("fontHeightScaleFactor", .double, "1 if absent"),
            .optional("line", .boolean, "print a rule; false if absent"),
            .optional("cut", .boolean, "cut the paper here; false if absent"),
        ])

    /// contract.md 2.16.
    static let barcode = Schema(
        "Barcode",
        [
            .required("data", .string()),
            Field("encoding", .string(), .requiredOnPaper),
        ])
}
