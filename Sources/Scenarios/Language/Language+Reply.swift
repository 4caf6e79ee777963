import Vocabulary

extension Language {
    /// The keys of a reply that say what becomes of the message; a reply has one of them at most.
    static let outcomes = [
        Field(
            "decline", answer(.decline),
            "A final no, and nothing is processed; unknown with UPSTREAM_UNAVAILABLE and "
                + "VOUCHER_STATUS_UNKNOWN."),
        Field("error", answer(.error), "A failure; nothing is processed unless said otherwise."),
        Field(
            "lost",
            .scalar(
                .word(
                    kind: "loss",
                    [
                        Word("request", "The switch never sees it; nothing is processed."),
                        Word("reply", "It is processed, but its reply gets lost."),
                    ])),
            "No answer at all."),
        Field("respond", .mapping(rawAnswer), "An answer written out, for what nobody foresaw."),
        Field(
            "tls",
            .scalar(
                .word(
                    kind: "TLS fault",
                    [
                        Word("hang", "The handshake never gets an answer."),
                        Word("reset", "The connection is reset during the handshake."),
                        Word("expired-certificate", "The certificate has expired."),
                    ])),
            "A connection that fails before any message; only on `connect`."),
    ]

    /// The keys of a reply that say how its answer goes out; they go together.
    static let transmission = [
        Field(
            "garbled",
            .scalar(
                .word(
                    kind: "kind of garbling",
                    Garbling.allCases.map { Word($0.rawValue, $0.meaning) })),
            "An answer that cannot be read."),
        Field(
            "slow",
            .mapping([
                Field(
                    "bytes", .scalar(.integer(1...1_000_000)), isRequired: true,
                    "How many bytes at a time."),
                Field(
                    "every", .scalar(.duration(isPositive: true)), isRequired: true,
                    "The time from one piece to the next, on the machine's clock."),
            ]),
            "The answer trickles."),
        Field(
            "pause",
            .mapping([
                Field(
                    "for", .scalar(.duration(isPositive: true)), isRequired: true,
                    "How long nothing comes, on the sandbox's clock."),
                Field(
                    "at", .scalar(.cut),
                    "Where in the body as it goes out: bytes or a percentage; 50% unless said."),
            ]),
            "The answer stops in the middle of its body, then goes on."),
    ]

    /// `garbled: truncated` or `malformed-json`.
    static let cuttingGarblings = listed(Garbling.allCases.filter(\.isCut))

    /// `garbled: html-502`.
    static let replacingGarblings = listed(Garbling.allCases.filter { !$0.isOfSwitch })

    private static func listed(_ garblings: [Garbling]) -> String {
        "`garbled: \(garblings.map(\.rawValue).joined(separator: "` or `"))`"
    }

    /// The keys that stand beside an outcome.
    private static let modifiers = [
        Field("delay", delay, "Before the answer."),
        Field(
            "processing", .scalar(.duration(isPositive: false)),
            "Before the ledger sees the message; a reversal may then overtake a provision."),
        Field(
            "processed", .scalar(.flag),
            "Whether the provider acted, with `error`, `respond`, \(replacingGarblings) and a "
                + "`decline` that leaves the outcome unknown."),
        Field(
            "by",
            .scalar(
                .word(
                    kind: "way to lose",
                    [
                        Word("silence", "Nothing happens for a while; the default."),
                        Word("close", "The connection is closed at once."),
                        Word("cut", "The same, over TLS without a close_notify."),
                        Word("reset", "The connection is reset at once."),
                        Word(
                            "stale",
                            "The reply goes out whole, then the connection is closed without a "
                                + "word; what comes next on it is lost."),
                    ])),
            "How the connection ends, with `lost`."),
        Field(
            "hold", .scalar(.duration(isPositive: true)),
            "How long the silence lasts before the connection is closed; 90s unless said."),
        Field("at", .scalar(.cut), "Where the body is cut, with `garbled`: bytes or a percentage."),
    ]

    /// An entry of `replies`.
    static let reply = Shape.either([
        .scalar(.word(kind: "reply", [Word("normal", "The normal answer.")])),
        .mapping(outcomes + transmission + modifiers),
    ])

    private static let rawAnswer = [
        Field("status", .scalar(.integer(200...599)), isRequired: true, "The HTTP status."),
        Field(
            "headers", .mapping([Field("*", .oneOrMore(of: .scalar(.text)), "A header.")]),
            "Header lines, a list for several of one name; with Content-Length or "
                + "Transfer-Encoding among them, true or not, the "
                + "answer goes out as it stands and ends the connection."),
        Field(
            "body", .anything,
            "Text as it stands; anything else is sent as JSON. In texts, here and in headers: "
                + "{{body.PATH}}, {{header.NAME}}, {{path.id}}, {{now}}, {{uuid}}, "
                + "{{voucher.code}}."),
    ]
}
