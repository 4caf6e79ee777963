package import Vocabulary

/// One scenario file: which answers go wrong, and what the till should end in.
public struct Scenario: Sendable, Equatable {
    /// How the till under test settles a voucher it received.
    public enum Messaging: String, Sendable {
        /// By a confirmation or a reversal.
        case dual
        /// Not at all.
        case single
    }

    /// What a draw depends on beside the seed and the rule.
    public enum DrawOrder: String, Sendable, CaseIterable {
        /// The transaction's id: the same for the same ids, in whatever order they come.
        case byID = "by-id"
        /// Which of its client's transactions in the sandbox it is: the same for tills that draw
        /// their ids at random, as long as each client goes one step after the other.
        case byOrder = "by-order"
    }

    /// The path below the scenarios directory, without extension.
    public let name: String
    /// The file, as diagnostics name it; empty when the scenario comes from no file.
    public let file: String
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
