extension Language {
    /// A duration, or how to draw one.
    static let delay = Shape.either([
        .scalar(.duration(isPositive: false)),
        .mapping([
            Field(
                "between", .list(of: .scalar(.duration(isPositive: false)), atLeast: 2),
                "Two durations; anything between them is as likely."),
            Field(
                "median", .scalar(.duration(isPositive: true)),
                "Half of the waits are shorter; drawn from a lognormal distribution."),
            Field(
                "p99", .scalar(.duration(isPositive: true)),
                "One wait in a hundred is longer; stands beside `median`."),
        ]),
    ])

    /// `STATUS TYPE`, or the same as a mapping.
    static func answer(_ kind: AnswerKind) -> Shape {
        .either([
            .scalar(.answer(kind)),
            .mapping([
                Field("status", .scalar(.status(kind)), isRequired: true, "The HTTP status."),
                Field("type", .scalar(.errorType), isRequired: true, "The errorType."),
                Field("message", .scalar(.text), "The errorMessage."),
                Field("providerErrorCode", .scalar(.text), "The provider's own code."),
                Field("providerErrorMessage", .scalar(.text), "The provider's own message."),
                Field("detail", .anything, "The detailMessage."),
            ]),
        ])
    }
}
