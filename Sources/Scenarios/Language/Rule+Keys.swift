import Vocabulary

extension Rule {
    /// An entry of `rules`.
    static let keys: Keys<Rule> = Keys("A rule", of: Rule()) {
        Key("name", \.name, .text, isRequired: true, "A name of its own, for the journal.")
        Key(
            "on", \.on, operations,
            "The operations it is about; all that a till sends unless said otherwise.")
        Key(
            "when", \.conditions, Condition.list,
            "What the message must be like; all of it must hold.")
        Key("during", \.during, Window.decoder, "When on the sandbox clock.")
        Key("chance", \.chance, .percent, "How likely it fits; drawn from the seed.")
        Key(
            "every", \.every, .integer(1...1_000_000_000),
            "Matches every n-th occurrence, counted over the sandbox or as `per` says.")
        Key(
            "per", \.per, .word("scope"),
            "What `replies` and `every` count by; replies count by transaction unless said.")
        Key(
            "optional", \.isMarkedOptional, .flag,
            "Whether a run counts although the rule never decided; one with `chance` is optional.")
        Key(
            "replies", \.replies, .list(of: Reply.decoder), isRequired: true,
            "The n-th time the rule decides it takes the n-th reply; the last one stays.")
    }

    /// The most rules of a scenario: each message goes through them.
    static let rulesMax = 500

    /// A scenario's `rules`.
    static let list: Decoder<[Rule]> = Decoder<[Rule?]>.list(
        of: decoder.orNil, atLeast: 0, atMost: rulesMax
    )
    .then { rules, list, reading in
        reading.noteUnreachable(rules, in: list.items)
        return rules.contains(nil) ? nil : rules.compactMap(\.self)
    }
    .withoutRepeats(of: \.name, in: keys) { "two rules are named `\($0)`" }

    private static let decoder: Decoder<Rule> = keys.decoder { given, reading in
        var rule = given.root
        guard given.isRight(\.on) else { return nil }
        guard rule.on.contains(.connect) else {
            reading.noteTLSFaults(in: given)
            return rule
        }
        reading.noteMistakes(ofConnect: given)
        rule.per = .sandbox
        return rule
    }

    private static let operations = Decoder<[[Operation]]>.oneOrMore(
        of: .word(
            "operation",
            Operation.ofInterface.map { Word($0, "The till's message of that name.") } + [
                Word(
                    "deliver", "The switch delivers an advice to the provider.",
                    Operation.deliveries),
                Word(.deliverConfirm, "The switch delivers a confirmation."),
                Word(.deliverReverse, "The switch delivers a reversal."),
                Word(
                    .token,
                    "The till asks for an access token; only rules that name it are about it."),
                Word(.connect, "A client connects, before any message."),
            ])
    ).map { Array($0.joined()) }
}

extension Word<[Operation]> {
    fileprivate init(_ operation: Operation, _ meaning: String) {
        self.init(operation.rawValue, meaning, [operation])
    }
}

extension Rule.Scope: Vocable {}

extension Window {
    /// The value of `during`.
    static let keys: Keys<Window> = Keys(of: Window()) {
        Key("from", \.from, .duration, "After the sandbox began.")
        Key(
            "for", \.length, .positiveDuration,
            "How long it lasts; for ever unless said otherwise.")
        Key("every", \.period, .positiveDuration, "From one beginning to the next.")
    }

    static let decoder: Decoder<Window> = keys.decoder { given, reading in
        let window = given.root
        if let period = window.period, window.length.map({ $0 >= period }) ?? true,
            let every = given.entry(\.period)
        {
            reading.note(
                "a window that returns every \(period.written) must be shorter than that",
                hint: "`for` says how long it lasts", at: every.value.place)
        }
        return window
    }
}

// MARK: Rules and their replies

extension Reading {
    /// Notes replies that only a connection can get.
    fileprivate mutating func noteTLSFaults(in rule: Given<Rule>) {
        for (entry, isTLSFault) in Reply.outcomeEntries(in: rule) where isTLSFault {
            note("`tls` needs a rule with `on: [connect]`", at: entry.keyPlace)
        }
    }

    /// Notes the keys that a rule on `connect` cannot have: before TLS is up there is no message to
    /// look at or to answer.
    fileprivate mutating func noteMistakes(ofConnect rule: Given<Rule>) {
        if rule.root.on.contains(where: { $0 != .connect }), let on = rule.entry(\.on) {
            note("`connect` stands alone in a rule's `on`", at: on.value.place)
        }
        if let when = rule.entry(\.conditions) {
            note(
                "nothing is known of a connection yet, so `when` never fits", at: when.keyPlace)
        }
        if let per = rule.entry(\.per), rule.root.per != .sandbox {
            note(
                "a connection belongs to no transaction, client or terminal",
                hint: "`per: sandbox` counts all", at: per.value.place)
        }
        for (entry, isTLSFault) in Reply.outcomeEntries(in: rule) where !isTLSFault {
            note(
                "a connection cannot be answered with `\(entry.key)`",
                hint: "on `connect` the reply is `tls`, or `normal`", at: entry.keyPlace)
        }
    }

    /// Notes rules that are out of reach, since others before them decide whatever they are about.
    /// A rule with mistakes, nil, may look wider or narrower than it is meant.
    fileprivate mutating func noteUnreachable(_ rules: [Rule?], in values: [Value]) {
        var earlier: [Rule] = []
        for case (let rule?, let value) in zip(rules, values) {
            let conditions = Set(rule.conditions)
            let wider = earlier.filter {
                $0.isUnconditional && $0.conditions.allSatisfy(conditions.contains)
            }
            earlier.append(rule)
            let isReached = rule.on.contains { operation in
                !wider.contains { $0.on.contains(operation) }
            }
            guard !isReached else { continue }
            let names = wider.filter { !Set($0.on).isDisjoint(with: rule.on) }
                .prefix(3).map { "`\($0.name)`" }.joined(separator: " and ")
            note(
                "the rule `\(rule.name)` can never fire",
                hint: "all that it is about is decided before it, by \(names); put it first",
                at: (Rule.keys.entry(\.name, in: value)?.value ?? value).place)
        }
    }
}

extension Reply {
    /// The entries of a rule's replies that say what is answered.
    fileprivate static func outcomeEntries(
        in rule: Given<Rule>
    ) -> [(entry: Value.Entry, isTLSFault: Bool)] {
        let replies = rule.entry(\.replies)?.value.items ?? []
        return replies.flatMap { outcomeEntries($0) + transmissionEntries($0) }.map {
            ($0, $0.key == tls.name)
        }
    }
}
