extension Language {
    /// A file of `providers/`.
    static let profile = Shape.mapping([
        Field("name", .scalar(.text), isRequired: true, "The provider's name, for people."),
        Field("source", .scalar(.text), "Where the facts of this profile come from."),
        Field("routes", .mapping(routes), "What sends a request to this provider; any hit does."),
        Field(
            "retries",
            .scalar(
                .word(
                    kind: "way with retries",
                    [
                        Word("supported", "A retry brings the voucher."),
                        Word("declined", "A retry is answered with `decline`."),
                    ])),
            "What a retry of a provision meets; `supported` unless said otherwise."),
        Field(
            "advices",
            .either([
                advices,
                .mapping([
                    Field("confirm", advices, "What becomes of confirmations."),
                    Field("reverse", advices, "What becomes of reversals."),
                ]),
            ]),
            "What becomes of confirmations and reversals; `forwarded` unless said otherwise."),
        Field(
            "switchAdvices", .scalar(.flag),
            "Whether the switch confirms by itself what it answered a till with single messaging, "
                + "and reverses what it could not answer; it does unless said otherwise."),
        Field("decline", answer(.decline), "How a retry is declined."),
        Field("latency", delay, "How long the provider takes; no time unless said otherwise."),
        Field("voucher", .mapping(voucher), "What its vouchers look like."),
        Field("delivery", .mapping(delivery), "How advices are delivered to it."),
    ])

    private static let advices = Shape.scalar(
        .word(
            kind: "way with advices",
            [
                Word("forwarded", "Advices are delivered to the provider until it answers."),
                Word("consumed", "The switch accepts advices, the provider never hears."),
            ]))

    private static let routes = [
        Field(
            "receiver", .oneOrMore(of: .scalar(.text)),
            "Ids or names of receivers, upper or lower case."),
        Field(
            "settlementEntity", .oneOrMore(of: .scalar(.text)),
            "Ids or names of settlement entities, upper or lower case."),
        Field(
            "product", .oneOrMore(of: .scalar(.text)),
            "Product ids; `*` stands for any text, `?` for one character."),
    ]

    private static let voucher = [
        Field("code", .mapping(digits(upTo: 40)), "The code that is redeemed."),
        Field("serialNumber", noneOrDigits(upTo: 40), "The vendor's number for the voucher."),
        Field(
            "pin",
            .either([
                .scalar(.words("kind of number", ["none"])),
                .mapping(
                    digits(upTo: 20) + [
                        Field(
                            "type",
                            .scalar(
                                .words(
                                    "kind of PIN",
                                    VoucherTemplate.PinType.allCases.map(\.rawValue))),
                            "How it is shown; `clear` unless said otherwise.")
                    ]),
            ]),
            "A secret needed besides the code."),
        Field("validFor", .scalar(.duration(isPositive: true)), "From issue to expiry."),
        Field(
            "redeemInstructions", .list(of: .scalar(.text), atLeast: 0),
            "Lines that tell the customer how to redeem."),
        Field(
            "slip", .list(of: .either([.scalar(.text), .mapping(slipLine)]), atLeast: 0),
            "Lines for the receipt."),
        Field("slipWidth", .scalar(.integer(1...1_000)), "Its width in normal characters."),
    ]

    private static let scale = Form.integer(1...8)

    private static let slipLine = [
        Field(
            "text", .scalar(.text), "What is printed; `{{voucher.code}}` stands for the code."),
        Field(
            "barcode",
            .mapping([
                Field(
                    "symbology", .scalar(.text), "Its kind; CODE128 unless said otherwise."),
                Field(
                    "data", .scalar(.text), isRequired: true,
                    "What it holds; `{{voucher.code}}` stands for the code."),
            ]), "A barcode on the line."),
        Field("line", .scalar(.flag), "Whether a rule is printed."),
        Field("cut", .scalar(.flag), "Whether the paper is cut here."),
        Field(
            "scale",
            .either([
                .scalar(scale),
                .mapping([
                    Field("width", .scalar(scale), "How many times as wide."),
                    Field("height", .scalar(scale), "How many times as high."),
                ]),
            ]), "How many times as large as usual."),
    ]

    private static let delivery = [
        Field(
            "every", .scalar(.duration(isPositive: true)),
            "The time between two deliveries of an advice that the provider did not answer; 5s "
                + "unless said otherwise."),
        Field(
            "window", .scalar(.integer(1...1_000)),
            "How many advices may be on their way to it at once; one unless said otherwise."),
    ]

    private static func digits(upTo limit: Int64) -> [Field] {
        [Field("digits", .scalar(.integer(1...limit)), isRequired: true, "How many digits.")]
    }

    private static func noneOrDigits(upTo limit: Int64) -> Shape {
        .either([.scalar(.words("kind of number", ["none"])), .mapping(digits(upTo: limit))])
    }
}
