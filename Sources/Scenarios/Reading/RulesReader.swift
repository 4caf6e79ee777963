/// Reads the rules of a scenario, and finds those that can never fire.
struct RulesReader {
    /// The ids of the provider profiles.
    let providers: [String]

    private(set) var rules: [Rule] = []
    private(set) var mistakes: [Mistake] = []
    private var lines: [String: Int] = [:]

    init(providers: [String]) {
        self.providers = providers
    }

    mutating func read(_ values: [Value]) {
        for value in values {
            let rule = Rule(value, providers: providers, &mistakes)
            checkName(of: rule, value)
            // A rule with mistakes may look wider or narrower than it is meant.
            if Checker.mistakes(in: value, "a rule", Language.rule).isEmpty {
                checkReach(of: rule, value)
                rules.append(rule)
            }
        }
    }

    private mutating func checkName(of rule: Rule, _ value: Value) {
        guard let name = value["name"] else { return }
        if let line = lines[rule.name] {
            mistakes.append(
                Mistake(
                    at: name.place, "two rules are named `\(rule.name)`",
                    hint: "the first is in line \(line)"))
        }
        lines[rule.name] = lines[rule.name] ?? name.place.line
    }

    /// A rule is out of reach when others before it decide whatever it is about.
    private mutating func checkReach(of rule: Rule, _ value: Value) {
        let earlier = rules.filter { $0.isUnconditional && $0.covers(rule) }
        let isReached = rule.on.contains { operation in
            !earlier.contains { $0.on.contains(operation) }
        }
        guard !isReached else { return }
        let names = earlier.filter { !Set($0.on).isDisjoint(with: rule.on) }
            .map { "`\($0.name)`" }.joined(separator: " and ")
        mistakes.append(
            Mistake(
                at: (value["name"] ?? value).place, "the rule `\(rule.name)` can never fire",
                hint: "all that it is about is decided before it, by \(names); put it first"))
    }
}

extension Rule {
    /// Whether this rule's `when` lets through all that the other's does.
    fileprivate func covers(_ other: Rule) -> Bool {
        conditions.allSatisfy { other.conditions.contains($0) }
    }

    fileprivate init(_ value: Value, providers: [String], _ mistakes: inout [Mistake]) {
        name = value["name"]?.text ?? ""
        on = value["on"].map(Self.operations) ?? Operation.ofTill
        replies = value["replies"]?.items.compactMap { Reply($0, &mistakes) } ?? []
        conditions = value["when"]?.entries.compactMap { Condition($0, &mistakes) } ?? []
        per = value["per"]?.word()
        every = value["every"]?.count ?? 1
        during = value["during"].map { Window($0, &mistakes) }
        chance = value["chance"]?.text.flatMap { try? Chance(parsing: $0) }
        checkProviders(value, providers, &mistakes)
        checkConnect(value, &mistakes)
    }

    private static func operations(_ value: Value) -> [Operation] {
        value.texts.flatMap { word in
            word == Language.deliver
                ? Operation.deliveries : [Operation(rawValue: word)].compactMap { $0 }
        }
    }

    private func checkProviders(
        _ value: Value, _ providers: [String], _ mistakes: inout [Mistake]
    ) {
        for provider in value["when"]?["provider"]?.items ?? [] {
            guard let id = provider.text, !id.isEmpty, !providers.contains(id) else { continue }
            mistakes.append(
                Mistake(
                    at: provider.place,
                    Complaint(unknown: "provider", id, among: providers.sorted())))
        }
    }

    /// Before TLS is up there is nothing to look at and nothing to answer.
    private func checkConnect(_ value: Value, _ mistakes: inout [Mistake]) {
        guard on.contains(.connect) else {
            for reply in value["replies"]?.items ?? [] {
                guard let tls = reply.entry("tls") else { continue }
                mistakes.append(
                    Mistake(
                        at: tls.keyPlace, "`tls` needs a rule with `on: [connect]`"))
            }
            return
        }
        if on.contains(where: { $0 != .connect }), let place = value["on"]?.place {
            mistakes.append(Mistake(at: place, "`connect` stands alone in a rule's `on`"))
        }
        if let when = value.entry("when") {
            mistakes.append(
                Mistake(
                    at: when.keyPlace, "nothing is known of a connection yet, so `when` never fits")
            )
        }
        for reply in value["replies"]?.items ?? [] {
            for outcome in Language.outcomes where outcome.name != "tls" {
                guard let entry = reply.entry(outcome.name) else { continue }
                mistakes.append(
                    Mistake(
                        at: entry.keyPlace, "a connection cannot be answered with `\(entry.key)`",
                        hint: "on `connect` the reply is `tls`, or `normal`"))
            }
        }
    }
}

extension Window {
    fileprivate init(_ value: Value, _ mistakes: inout [Mistake]) {
        from = value["from"]?.timespan ?? .zero
        length = value["for"]?.timespan
        period = value["every"]?.timespan
        guard let every = value["every"], let period else { return }
        if let length, length < period { return }
        mistakes.append(
            Mistake(
                at: every.place, "a window that returns every \(period) must be shorter than that",
                hint: "`for` says how long it lasts"))
    }
}
