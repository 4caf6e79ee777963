import Vocabulary

extension Scenario {
    /// A scenario file.
    static let keys = Keys("A scenario file", of: Scenario(name: "")) {
        Key("title", \.title, .text, "One line for lists and reports.")
        Key("flow", \.flow, .word("flow", flows), "The documented flow that the scenario plays.")
        Key("messaging", \.messaging, .word("kind of messaging"), "What the till under test does.")
        Key(
            "switchAdvices", \.hasSwitchAdvices, .flag,
            "Whether the switch advises providers by itself, with single messaging, where the "
                + "provider's profile says so, too.")
        Key(
            "seed", \.seed, .integer(0...Int64.max),
            "The seed of all draws; the command line wins.")
        Key(
            "draw", \.draw, .word("order of draws"),
            "What `chance` and distributions depend on beside the seed.")
        Key(
            "rules", \.rules, Rule.list, isRequired: true,
            "What goes wrong. The first rule that fits decides; when none does, nothing is wrong.")
        Key(
            "optional", \.isOptional, .flag,
            "Whether a run counts although a rule never decided; each rule must, unless said.")
        Key(
            "expect", \.expect, Expectation.keys.decoder,
            "What every transaction of the till must end in.")
        Key("judge", \.judge, JudgeSettings.keys.decoder, "How the rules for tills are to be read.")
    }

    private static let flows = (1...7).map { Word("F\($0)", "", "F\($0)") }

    /// Reads a scenario; `file` is what diagnostics call the text, `providers` are the ids of the
    /// profiles that a rule may name.
    /// - Throws: every mistake of the text.
    package init(
        name: String, yaml: String, file: String,
        providers: [String] = [ProviderProfile.default.id]
    ) throws(Diagnostics) {
        let read = try YAMLText.read(
            yaml, file: file, Self.decoder, Reading(providers: providers))
        self = read.named(name, file: file)
    }

    /// Reads a scenario that is in no file, for one sandbox.
    /// - Throws: every mistake of the text.
    package init(inline text: String, of sandbox: String, providers: [String]) throws(Diagnostics) {
        try self.init(name: sandbox, yaml: text, file: "\(sandbox).yaml", providers: providers)
        inlineText = text
    }

    private static let decoder = keys.decoder

    private func named(_ name: String, file: String) -> Scenario {
        var scenario = self
        scenario.name = name
        scenario.file = file
        return scenario
    }
}

extension Expectation {
    /// The entries of `expect`.
    static let keys = Keys(of: Expectation()) {
        Key(
            "finally", \.finally, .oneOrMore(of: .word("ending")),
            "How a transaction must end, in one way or in one of several.")
        Key("retries", Bounds.decoder, "How many retries there must be.") { expect, bounds in
            expect.retriesMin = bounds.min
            expect.retriesMax = bounds.max
        }
        Key(
            "provider", \.provider, .providerID,
            "The id of the profile that a transaction must go to; else the scenario plays nothing.")
    }

    private struct Bounds: Sendable {
        var min: Int?
        var max: Int?

        static let keys = Keys(of: Bounds()) {
            Key("min", \.min, .integer(0...1000), "The fewest there must be.")
            Key("max", \.max, .integer(0...1000), "The most there may be.")
        }

        static let decoder: Decoder<Bounds> = .either(
            Decoder<Int>.integer(0...1000).map { Bounds(min: $0, max: $0) },
            keys.decoder { given, reading in
                reading.noteEmptyRange(of: given, from: \.min, to: \.max)
                return given.root
            })
    }
}
