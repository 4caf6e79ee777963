extension Language {
    /// The entries of `judge`, by the rules for tills (flows.md, "Duties of the till").
    static let judge = (1...15).map { number in
        let parameters = parameters[number] ?? []
        let off = Shape.scalar(.word(kind: "setting", [Word("off", "It is not judged.")]))
        return Field(
            "D\(number)", parameters.isEmpty ? off : .either([off, .mapping(parameters)]),
            "How rule D\(number) is to be read.")
    }

    private static let owedWithin = Field(
        "owedWithin", .scalar(.duration(isPositive: true)),
        "How long the till may take before what it owes counts as missing; 30s unless said.")

    private static let parameters: [Int: [Field]] = [
        1: [owedWithin],
        3: [
            Field("retriesMin", .scalar(.integer(0...1000)), "The fewest retries; 1 unless said."),
            Field("retriesMax", .scalar(.integer(0...1000)), "The most retries; 3 unless said."),
        ],
        5: [owedWithin],
        6: [owedWithin],
        8: [owedWithin],
        15: [
            Field(
                "spacing", .scalar(.duration(isPositive: false)),
                "From the end of one attempt to the next; 100ms unless said.")
        ],
    ]
}
