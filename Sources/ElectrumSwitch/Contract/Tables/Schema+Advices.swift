extension Schema {
    /// contract.md 2.10.
    static let basicAdvice = Schema("BasicAdvice", Field.advice)

    /// contract.md 2.10.
    static let basicReversal = Schema(
        "BasicReversal",
        Field.advice + [
            .required("reversalReason", .enumeration(.reversalReason), "why it is reversed")
        ])

    /// contract.md 2.10.
    static let tenderAdvice = Schema(
        "TenderAdvice",
        Field.advice + [
            Field("tenders", .array(.object(.tender)), .requiredOnPaper, "how the customer paid")
        ])
}

extension Field {
    /// The first fields of every advice (contract.md 2.10).
    fileprivate static let advice: [Field] = [
        .required("id", .uuid, "identifies this advice, not the request"),
        .required("requestId", .uuid, "id of the request this is about"),
        .required("time", .dateTime, "when the sender made the message"),
        .thirdPartyIdentifiers,
        .stan,
        .rrn,
        .optional(
            "amounts", .object(.amounts), "final amount, if not the whole is confirmed or reversed",
            since: "1.11"),
    ]
}
