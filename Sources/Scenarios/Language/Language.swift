/// The words of scenario files and provider profiles: every key, what its value looks like, and
/// what it means. The reader and the JSON Schema both follow this table.
enum Language {
    /// A scenario file.
    static let scenario = Shape.mapping([
        Field("title", .scalar(.text), "One line for lists and reports."),
        Field(
            "flow", .scalar(.words("flow", (1...7).map { "F\($0)" })),
            "The documented flow that the scenario plays."),
        Field(
            "messaging",
            .scalar(
                .word(
                    kind: "kind of messaging",
                    [
                        Word("dual", "The till confirms or reverses every voucher it received."),
                        Word("single", "The till sends no confirmation."),
                    ])),
            "What the till under test does; `dual` unless said otherwise."),
        Field(
            "switchAdvices", .scalar(.flag),
            "Whether the switch advises providers by itself, with single messaging; it does "
                + "unless this or the provider's profile says otherwise."),
        Field(
            "seed", .scalar(.integer(0...Int64.max)),
            "The seed of all draws; the command line wins."),
        Field(
            "draw",
            .scalar(
                .word(
                    kind: "order of draws",
                    [
                        Word("by-id", "By the transaction's id, in whatever order they come."),
                        Word(
                            "by-order",
                            "By which of its client's transactions in the sandbox it is; for "
                                + "tills that draw their ids at random."),
                    ])),
            "What `chance` and distributions depend on beside the seed; `by-id` unless said."),
        Field(
            "rules", .list(of: rule, atLeast: 0, atMost: rulesMax), isRequired: true,
            "What goes wrong. The first rule that fits decides; when none does, nothing is wrong."),
        Field(
            "optional", .scalar(.flag),
            "Whether a run counts although a rule never decided; each rule must, unless said."),
        Field("expect", .mapping(expect), "What every transaction of the till must end in."),
        Field("judge", .mapping(judge), "How the rules for tills are to be read."),
    ])

    /// The most rules of a scenario: each message goes through them.
    static let rulesMax = 500

    /// An entry of `rules`.
    static let rule = Shape.mapping([
        Field("name", .scalar(.text), isRequired: true, "A name of its own, for the journal."),
        Field(
            "on", .oneOrMore(of: .scalar(.word(kind: "operation", operations))),
            "The operations it is about; all that a till sends unless said otherwise."),
        Field("when", .conditions, "What the message must be like; all of it must hold."),
        Field("during", .mapping(window), "When on the sandbox clock."),
        Field("chance", .scalar(.percent), "How likely it fits; drawn from the seed."),
        Field(
            "every", .scalar(.integer(1...1_000_000_000)),
            "It fits on every so manieth occasion, counted over the sandbox or as `per` says."),
        Field(
            "per", .scalar(.words("scope", Rule.Scope.allCases.map(\.rawValue))),
            "What `replies` and `every` count by; replies count by transaction unless said."),
        Field(
            "optional", .scalar(.flag),
            "Whether a run counts although the rule never decided; one with `chance` is optional."),
        Field(
            "replies", .list(of: reply, atLeast: 1), isRequired: true,
            "The n-th time the rule decides it takes the n-th reply; the last one stays."),
    ])

    /// `deliver` stands for both kinds of delivery.
    static let deliver = "deliver"

    private static let operations =
        Operation.ofTill.map { Word($0.rawValue, "The till's message of that name.") } + [
            Word(deliver, "The switch delivers an advice to the provider."),
            Word(Operation.deliverConfirm.rawValue, "The switch delivers a confirmation."),
            Word(Operation.deliverReverse.rawValue, "The switch delivers a reversal."),
            Word(
                Operation.token.rawValue,
                "The till asks for an access token; only rules that name it are about it."),
            Word(Operation.connect.rawValue, "A client connects, before any message."),
        ]

    private static let window = [
        Field(
            "from", .scalar(.duration(isPositive: false)),
            "After the sandbox began; at once unless said otherwise."),
        Field(
            "for", .scalar(.duration(isPositive: true)),
            "How long it lasts; for ever unless said otherwise."),
        Field("every", .scalar(.duration(isPositive: true)), "From one beginning to the next."),
    ]

    private static let expect = [
        Field(
            "finally",
            .scalar(.words("ending", Expectation.Ending.allCases.map(\.rawValue))),
            "How a transaction must end."),
        Field(
            "retries",
            .either([
                .scalar(.integer(0...1000)),
                .mapping([
                    Field("min", .scalar(.integer(0...1000)), "The fewest there must be."),
                    Field("max", .scalar(.integer(0...1000)), "The most there may be."),
                ]),
            ]),
            "How many retries there must be."),
        Field(
            "provider", .scalar(.text),
            "The id of the profile that a transaction must go to, lest the scenario play nothing."),
    ]
}
