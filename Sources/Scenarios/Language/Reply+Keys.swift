import Vocabulary

extension Reply {
    /// A reply as it is written.
    struct Draft: Sendable {
        /// Makes the outcome from the other keys.
        fileprivate var outcome: @Sendable (Draft) -> Outcome = { reply in
            reply.garbled?.isOfSwitch ?? true
                ? .normal : .replaced(processed: reply.processed ?? false)
        }
        fileprivate(set) var garbled: Garbling?
        fileprivate var slow: Transmission.Slow?
        fileprivate var pause: Transmission.Pause?
        fileprivate var delay: Delay?
        fileprivate var processing = Duration.zero
        fileprivate var processed: Bool?
        fileprivate var ending = Outcome.Ending.silence(hold: usualHold)
        fileprivate var hold = usualHold
        fileprivate var cut = Cut.half

        /// The silence unless a scenario says otherwise; longer than the 60 s after which clients
        /// give up by default (contract.md 5.11).
        private static let usualHold = Duration.seconds(90)
    }

    /// The keys that say what becomes of the message; a reply has one of them at most.
    private static let outcomes: [Key<Draft>] = [
        outcome(
            "decline", ErrorAnswer.decoder(of: .decline),
            "A final no, and nothing is processed; unknown with UPSTREAM_UNAVAILABLE and "
                + "VOUCHER_STATUS_UNKNOWN."
        ) { answer, reply in
            // The error type takes precedence over the status: where it says that the outcome is
            // unknown, a till must not take a 400 or 404 for a final no (flows.md, "How the rules
            // are read").
            answer.leavesOutcomeUnknown
                ? .error(answer, processed: reply.processed ?? false) : .decline(answer)
        },
        outcome(
            "error", ErrorAnswer.decoder(of: .error),
            "A failure; nothing is processed unless said otherwise."
        ) { answer, reply in
            .error(answer, processed: reply.processed ?? false)
        },
        outcome("lost", Decoder<Outcome.Leg>.word("loss"), "No answer at all.") { leg, reply in
            if case .silence = reply.ending { return .lost(leg, .silence(hold: reply.hold)) }
            return .lost(leg, reply.ending)
        },
        outcome(
            "respond", RawAnswer.decoder, "An answer written out, for what no other key says."
        ) { answer, reply in
            .respond(answer, processed: reply.processed ?? false)
        },
        tls,
    ]

    static let tls = outcome(
        "tls", Decoder<Outcome.TLSFault>.word("TLS fault"),
        "A connection that fails before any message; only on `connect`."
    ) { fault, _ in
        .tls(fault)
    }

    /// The keys that say how the answer goes out; they go together.
    private static let transmissions: [Key<Draft>] = [
        Key(
            "garbled", \.garbled, .word("kind of garbling"), "An answer that cannot be read."),
        Key("slow", \.slow, Transmission.Slow.keys.decoder, "The answer trickles."),
        Key(
            "pause", \.pause, Transmission.Pause.keys.decoder,
            "The answer stops in the middle of its body, then goes on."),
    ]

    /// An entry of `replies`, unless it is `normal`.
    static let keys: Keys<Draft> = Keys("A reply", of: Draft()) {
        outcomes
        transmissions
        Key("delay", \.delay, Delay.decoder, "Before the answer.")
        Key(
            "processing", \.processing, .duration,
            "Before the ledger sees the message; a reversal may then overtake a provision.")
        Key(
            "processed", \.processed, .flag,
            "Whether the provider acted, with `error`, `respond`, \(Garbling.replacing) and a "
                + "`decline` that leaves the outcome unknown.")
        Key(
            "by", \.ending, .word("way to lose", endings),
            "How the connection ends, with `lost`.")
        Key(
            "hold", \.hold, .positiveDuration,
            "How long the silence lasts before the connection is closed.")
        Key(
            "at", \.cut, .cut,
            "Where the body is cut, with `garbled`: bytes or a percentage.")
    }

    static let decoder: Decoder<Reply> = .either(
        Decoder<Reply>.word("reply", [Word("normal", "The normal answer.", Reply())]),
        keys.decoder { given, reading in
            let draft = given.root
            let outcome = draft.outcome(draft)
            reading.noteMistakes(of: outcome, given)
            let transmission = Transmission(
                garbled: draft.garbled.map { Transmission.Garbled($0, at: draft.cut) },
                slow: draft.slow, pause: draft.pause)
            return Reply(
                outcome: outcome, transmission: transmission, delay: draft.delay,
                processing: draft.processing)
        })

    private static let endings = [
        Word(
            "silence", "Nothing happens for a while.", Draft().ending),
        Word("close", "The connection is closed at once.", .close),
        Word("cut", "The same, over TLS without a close_notify.", .cut),
        Word("reset", "The connection is reset at once.", .reset),
        Word(
            "stale",
            "The reply goes out whole, then the connection is closed without a word; what comes "
                + "next on it is lost.", .stale),
    ]

    private static func outcome<Part: Sendable>(
        _ name: String, _ decoder: Decoder<Part>, _ doc: String,
        _ make: @escaping @Sendable (Part, Draft) -> Outcome
    ) -> Key<Draft> {
        Key(name, decoder, doc) { draft, part in draft.outcome = { make(part, $0) } }
    }

    /// The entries of a reply that say what becomes of the message.
    static func outcomeEntries(_ reply: Value) -> [Value.Entry] { entries(of: outcomes, in: reply) }

    /// The entries of a reply that say how its answer goes out.
    static func transmissionEntries(_ reply: Value) -> [Value.Entry] {
        entries(of: transmissions, in: reply)
    }

    private static func entries(of keys: [Key<Draft>], in reply: Value) -> [Value.Entry] {
        let names = keys.map(\.name)
        return reply.entries.filter { names.contains($0.key) }
    }
}

// MARK: Keys that do not go together

extension Reading {
    /// Notes what a reply says that does not go together.
    fileprivate mutating func noteMistakes(of outcome: Outcome, _ reply: Given<Reply.Draft>) {
        if reply.mapping.entries.isEmpty {
            note(
                "a reply that says nothing", hint: "the normal answer is written `normal`",
                at: reply.mapping.place)
        }
        let outcomes = Reply.outcomeEntries(reply.mapping)
        for other in outcomes.dropFirst() where other.key != outcomes[0].key {
            note(
                "`\(other.key)` beside `\(outcomes[0].key)`: a reply has one outcome",
                hint: "the reply to the next attempt is an entry of its own", at: other.keyPlace)
        }
        guard !outcomes.contains(where: { reply.mistaken.contains($0.key) }) else { return }
        noteStrayModifiers(beside: outcome, reply)
        noteStrayTransmission(beside: outcome, in: reply)
        if case .lost(.request, .stale) = outcome, let by = reply.entry(\.ending) {
            note(
                "a request is not lost `by: stale`, which answers it",
                hint: "write `lost: reply`; the request after it finds the connection closed",
                at: by.keyPlace)
        }
    }

    /// Notes modifiers that mean nothing beside an outcome.
    private mutating func noteStrayModifiers(
        beside outcome: Outcome, _ reply: Given<Reply.Draft>
    ) {
        let modifiers: [(entry: Value.Entry?, fits: Bool, need: String)] = [
            (reply.entry(\.ending), outcome.isLost, "`by` belongs to `lost`"),
            (reply.entry(\.hold), outcome.isSilent, "`hold` belongs to `lost` by silence"),
            (
                reply.entry(\.cut), reply.root.garbled?.isCut ?? false,
                "`at` belongs to \(Garbling.cutting)"
            ),
            (
                reply.entry(\.processed), outcome.leavesProcessingOpen,
                "`processed` belongs to `error`, `respond`, \(Garbling.replacing) or a `decline` "
                    + "that leaves the outcome unknown"
            ),
            (
                reply.entry(\.processing), outcome.isProcessed,
                "nothing is processed here, so `processing` has no effect"
            ),
        ]
        for case (let entry?, false, let need) in modifiers { note(need, at: entry.keyPlace) }
    }
}

extension Outcome {
    fileprivate var isLost: Bool {
        if case .lost = self { true } else { false }
    }

    fileprivate var isSilent: Bool {
        if case .lost(_, .silence) = self { true } else { false }
    }

    fileprivate var leavesProcessingOpen: Bool {
        switch self {
        case .error, .respond, .replaced: true
        case .normal, .decline, .lost, .tls: false
        }
    }
}
