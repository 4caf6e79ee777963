extension Rule {
    /// `providers` are the ids of the provider profiles.
    init(_ value: Value, providers: [String], _ mistakes: inout [Mistake]) {
        name = value["name"]?.text ?? ""
        on = value["on"].map(Self.operations) ?? Operation.ofTill
        replies = value["replies"]?.items.compactMap { Reply($0, &mistakes) } ?? []
        conditions =
            value["when"].map { Condition.all($0, providers: providers, &mistakes) } ?? []
        per = value["per"]?.word() ?? (on == [.connect] ? .sandbox : nil)
        every = value["every"]?.count ?? 1
        during = value["during"].map { Window($0, &mistakes) }
        chance = value["chance"]?.text.flatMap { try? Chance(parsing: $0) }
        isMarkedOptional = value["optional"]?.flag ?? false
        checkConnect(value, &mistakes)
    }

    private static func operations(_ value: Value) -> [Operation] {
        value.texts.flatMap { word in
            if let operation = Operation(rawValue: word) { return [operation] }
            return word == Language.deliver ? Operation.deliveries : []
        }
    }

    /// Before TLS is up there is nothing to look at and nothing to answer.
    private func checkConnect(_ value: Value, _ mistakes: inout [Mistake]) {
        let replies = value["replies"]?.items ?? []
        guard on.contains(.connect) else {
            mistakes += replies.compactMap { $0.entry("tls") }.map {
                Mistake(at: $0.keyPlace, "`tls` needs a rule with `on: [connect]`")
            }
            return
        }
        if on.contains(where: { $0 != .connect }), let place = value["on"]?.place {
            mistakes.append(Mistake(at: place, "`connect` stands alone in a rule's `on`"))
        }
        if let when = value.entry("when") {
            let message = "nothing is known of a connection yet, so `when` never fits"
            mistakes.append(Mistake(at: when.keyPlace, message))
        }
        if let per = value["per"], per.text != Scope.sandbox.rawValue {
            let message = "a connection belongs to no transaction, client or terminal"
            mistakes.append(Mistake(at: per.place, message, hint: "`per: sandbox` counts all"))
        }
        let answers = (Language.outcomes + Language.transmission).map(\.name).filter { $0 != "tls" }
        for entry in replies.flatMap(\.entries) where answers.contains(entry.key) {
            mistakes.append(
                Mistake(
                    at: entry.keyPlace, "a connection cannot be answered with `\(entry.key)`",
                    hint: "on `connect` the reply is `tls`, or `normal`"))
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
