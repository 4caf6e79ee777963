extension Plan {
    /// A file of `plans/`.
    static let keys = Keys("A plan of certification", of: Plan()) {
        Key("title", \.title, .text, isRequired: true, "One line for the record.")
        Key(
            "edition", \.edition, .text, isRequired: true,
            "What tells one edition of the plan from another, as records quote it.")
        Key(
            "chapters", \.chapters,
            .list(of: Chapter.decoder, atMost: 100)
                .withoutRepeats(of: \.number, in: Chapter.keys) {
                    "two chapters have the number \($0)"
                },
            isRequired: true, "The cases by subject, in the order they are played in.")
    }

    private static let decoder = keys.decoder

    /// Reads a plan; `file` is what diagnostics call the text, `known` are the names that its
    /// cases may use.
    /// - Throws: every mistake of the text.
    init(
        name: String, yaml: String, file: String, _ known: KnownNames
    ) throws(Diagnostics) {
        self = try YAMLText.read(
            yaml, file: file, Self.decoder,
            Reading(providers: known.providers, scenarios: known.scenarios))
        self.name = name
    }
}

extension Plan.Chapter {
    /// An entry of `chapters`.
    static let keys = Keys("A chapter of a plan", of: Plan.Chapter()) {
        Key(
            "number", \.number, .integer(1...99), isRequired: true,
            "The number, by which the chapter can be played alone.")
        Key("title", \.title, .text, isRequired: true, "What the cases have in common.")
        Key(
            "cases", \.cases,
            .list(of: Plan.Case.keys.decoder, atMost: 99)
                .withoutRepeats(of: \.index, in: Plan.Case.keys) {
                    "two cases have the number \($0)"
                },
            isRequired: true, "The cases.")
    }

    static let decoder = keys.decoder { given, _ in
        var chapter = given.root
        for index in chapter.cases.indices { chapter.cases[index].chapter = chapter.number }
        return chapter
    }
}

extension Plan.Case {
    /// An entry of `cases`.
    static let keys = Keys("A case of a plan", of: Plan.Case()) {
        Key(
            "number", \.index, .integer(1...99), isRequired: true,
            "The number in the chapter: case 2 of chapter 3 is 3.2.")
        Key("title", \.title, .text, isRequired: true, "One line for the record.")
        Key("should", \.should, .text, isRequired: true, "What a till should do, a sentence.")
        Key("source", \.source, .text, isRequired: true, "Where that is documented.")
        Key("scenario", \.scenario, .scenarioName, isRequired: true, "The scenario's full name.")
        Key(
            "provider", \.provider, .providerID,
            "The provider to buy from, told as ELECTRUM_MOCK_PROVIDER; any unless said.")
        Key(
            "messaging", \.messaging, .word("kind of messaging"),
            "The till's messaging, told as ELECTRUM_MOCK_MESSAGING.")
        Key(
            "amount", \.amount, .integer(1...999_999_999),
            "What each voucher costs, in minor units (cents), told as ELECTRUM_MOCK_AMOUNT; any "
                + "unless said.")
        Key(
            "sales", \.sales, .integer(1...100),
            "The number of sales to make, told as ELECTRUM_MOCK_SALES.")
        Key(
            "needs", \.needs, .word("need"),
            "The set-up that the case depends on; without it, it is not applicable.")
    }
}

extension Plan.Need: Vocable {
    var meaning: String {
        switch self {
        case .tls: "The mock speaks TLS."
        case .oauth2: "The mock takes access tokens."
        }
    }
}

extension Decoder<String> {
    /// The full name of a scenario of the library.
    fileprivate static var scenarioName: Decoder {
        text.then { name, value, reading in
            guard reading.scenarios.contains(name) else {
                let known = reading.scenarios.sorted()
                reading.note(Complaint(unknown: "scenario", name, among: known), at: value.place)
                return nil
            }
            return name
        }
    }
}
