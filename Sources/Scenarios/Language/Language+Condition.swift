extension Language {
    /// The entries of `when`.
    static let conditions =
        Condition.Fact.allCases.map { fact in
            Field(fact.rawValue, matcher(of: form(of: fact)), doc(of: fact))
        } + [
            Field(
                "body.*", matcher(of: .text),
                "A value in the body, by names and element numbers: `body.tenders.0.tenderType`."),
            Field("header.*", matcher(of: .text), "A header, by name."),
            Field(
                "any", .list(of: .conditions, atLeast: 1),
                "At least one of these holds; all that stands in one entry belongs together."),
            Field("not", .conditions, "Not all of this holds."),
        ]

    private static func matcher(of form: Form) -> Shape {
        let bound = if case .integer = form { form } else { Form.integer(.min ... .max) }
        return .either([
            .scalar(form),
            .list(of: .scalar(form), atLeast: 1),
            .mapping([
                Field("min", .scalar(bound), "A whole number of at least this."),
                Field("max", .scalar(bound), "A whole number of at most this."),
                Field("matches", .scalar(.pattern), "The whole value matches."),
                Field(
                    "present", .scalar(.flag),
                    "It is there, or it is not; an object or a list is, null is not."),
            ]),
        ])
    }

    private static func form(of fact: Condition.Fact) -> Form {
        switch fact {
        case .amount: .integer(0...Int64.max)
        case .cents: .integer(0...99)
        default: .text
        }
    }

    private static func doc(of fact: Condition.Fact) -> String {
        switch fact {
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
