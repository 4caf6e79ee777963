public import Vocabulary

/// One scenario file: which answers go wrong, and what the till should end in.
public struct Scenario: Sendable, Equatable {
    /// What a draw depends on beside the seed and the rule.
    public enum DrawOrder: String, Sendable, CaseIterable {
        /// The transaction's id: the same for the same ids, in whatever order they come.
        case byID = "by-id"
        /// Which of its client's transactions in the sandbox it is: the same for tills that draw
        /// their ids at random, as long as each client goes one step after the other.
        case byOrder = "by-order"
    }

    /// The path below the scenarios directory, without extension.
    public internal(set) var name: String
    /// The file, as diagnostics name it; empty when the scenario comes from no file.
    public internal(set) var file: String
    /// One line for lists and reports; empty when the file has none.
    public var title = ""
    /// The documented flow it plays, `F1` to `F7`.
    public var flow: String?
    /// What the till under test does.
    public var messaging = Messaging.dual
    /// Whether the switch confirms and reverses by itself, with single messaging.
    public var hasSwitchAdvices = true
    /// The seed of its draws, unless the user gives another.
    public var seed: UInt64?
    /// What draws depend on.
    public var draw = DrawOrder.byID
    /// What the till must end in.
    public var expect = Expectation()
    /// Whether a run counts although one of the rules never decided.
    public var isOptional = false
    /// How the rules for tills are judged.
    package var judge = JudgeSettings()
    /// The first one that fits decides.
    var rules: [Rule] = []

    /// Whether anything can go wrong at all.
    public var hasRules: Bool { !rules.isEmpty }

    /// The names of all rules, in the order of the file.
    public var ruleNames: [String] { rules.map(\.name) }

    /// The names of the rules that must decide at least once, or a run proves nothing.
    public var requiredRuleNames: [String] {
        isOptional ? [] : rules.filter { !$0.isOptional }.map(\.name)
    }

    /// A scenario in which nothing goes wrong.
    public init(name: String, file: String = "") {
        self.name = name
        self.file = file
    }
}

/// What a scenario expects every transaction of the till to end in.
public struct Expectation: Sendable, Equatable {
    /// How a transaction may end; empty when that is left open.
    package var finally: [FinalState] = []
    /// The fewest retries there must be.
    public var retriesMin: Int?
    /// The most retries there may be.
    public var retriesMax: Int?
    /// The id of the provider profile that at least one transaction must be routed to; nil when
    /// any will do.
    public var provider: String?
}

extension FinalState: Vocable {}

extension Messaging: Vocable {
    var meaning: String {
        switch self {
        case .dual: "The till confirms or reverses every voucher it received."
        case .single: "The till sends no confirmation."
        }
    }
}

extension Scenario.DrawOrder: Vocable {
    var meaning: String {
        switch self {
        case .byID: "By the transaction's id, in whatever order they come."
        case .byOrder:
            "By which of its client's transactions in the sandbox it is; for tills that draw their "
                + "ids at random."
        }
    }
}
