extension Condition {
    /// The entries of `when`.
    static let keys: Keys<[Condition]> = Keys("`when`", of: []) {
        for fact in Fact.allCases {
            Key(fact.rawValue, fact.matcher, fact.meaning) { conditions, matcher in
                conditions.append(.member(.fact(fact), matcher))
            }
        }
        Key(
            beginningWith: "body.", Matcher.decoder(of: .text),
            "A value in the body, by names and element numbers: `body.tenders.0.tenderType`."
        ) { conditions, path, matcher in
            conditions.append(.member(.body(path: path), matcher))
        }
        Key(
            beginningWith: "header.", Matcher.decoder(of: .text), "A header, by name."
        ) { conditions, name, matcher in
            conditions.append(.member(.header(name: name), matcher))
        }
        Key(
            "any", Decoder<[[Condition]]>.list(of: nested),
            "At least one of these holds; all that stands in one entry belongs together."
        ) { conditions, branches in
            conditions.append(.any(branches))
        }
        Key("not", nested, "Not all of this holds.") { conditions, others in
            conditions.append(.not(others))
        }
    }

    /// All that must hold.
    static let list: Decoder<[Condition]> = .reference("when") { decoder }

    private static let decoder: Decoder<[Condition]> = keys.decoder

    private static let nested: Decoder<[Condition]> = list.then { conditions, value, reading in
        guard value.entries.isEmpty else { return conditions }
        reading.note("a condition that asks for nothing", at: value.place)
        return nil
    }
}

extension Condition.Fact {
    fileprivate var matcher: Decoder<Matcher> {
        switch self {
        case .provider: Matcher.decoder(of: .providerID)
        case .client, .terminal, .merchant, .product: Matcher.decoder(of: .text)
        case .amount: Matcher.decoder(ofNumber: 0...Int64.max)
        case .cents: Matcher.decoder(ofNumber: 0...99)
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .provider: "The id of the provider's profile."
        case .client: "The user name of the client."
        case .terminal: "The terminalId."
        case .merchant: "The merchantId."
        case .product: "The productId."
        case .amount: "The amount in minor units, e.g. cents."
        case .cents: "The last two digits of the amount."
        }
    }
}

extension Matcher {
    /// A value, a list of which one must be it, or more that it must be.
    fileprivate static func decoder(
        of value: Decoder<String>, bounds: ClosedRange<Int64> = .min ... .max
    ) -> Decoder<Matcher> {
        let keys = keys(bounds: bounds)
        return .either(
            value.map { Matcher(oneOf: [$0]) },
            Decoder<[String]>.list(of: value).map { Matcher(oneOf: $0) },
            keys.decoder { given, reading in
                reading.noteMistakes(of: given, known: keys.names)
                return given.root
            })
    }

    /// A number, for which `07` is 7.
    fileprivate static func decoder(ofNumber bounds: ClosedRange<Int64>) -> Decoder<Matcher> {
        decoder(of: Decoder<Int64>.integer(bounds).map { String($0) }, bounds: bounds)
    }

    private static func keys(bounds: ClosedRange<Int64>) -> Keys<Matcher> {
        Keys("A matcher", of: Matcher()) {
            Key("min", \.min, .integer(bounds), "A whole number of at least this.")
            Key("max", \.max, .integer(bounds), "A whole number of at most this.")
            Key("matches", \.pattern, .pattern, "The whole value matches.")
            Key(
                "present", \.present, .flag,
                "It is there, or it is not; an object or a list is, null is not.")
        }
    }
}

extension Reading {
    /// Notes what keeps a matcher from meaning anything.
    fileprivate mutating func noteMistakes(of given: Given<Matcher>, known: [String]) {
        let place = given.mapping.place
        noteEmptyRange(of: given, from: \.min, to: \.max)
        if given.mapping.entries.isEmpty {
            note(
                "a matcher that asks for nothing",
                hint: "known: " + known.joined(separator: ", "), at: place)
        }
        if given.root.present == false, given.mapping.entries.count > 1 {
            note("a value that is not there can be nothing else", at: place)
        }
    }
}
