package import Vocabulary

/// One scenario file: the faults, and the expected end of the till's transactions.
package struct Scenario: Sendable, Equatable {
    /// The value that a draw depends on beside the seed and the rule.
    package enum DrawOrder: String, Sendable, CaseIterable {
        /// The transaction's id: the same for the same ids, in any order.
        case byID = "by-id"
        /// The order of the transaction among those of its client in the sandbox: the same for
        /// tills that draw their ids at random, as long as each client sends one message after the
        /// other.
        case byOrder = "by-order"
    }

    /// The path below the scenarios directory, without extension.
    package internal(set) var name: String
    /// The file, as diagnostics name it; empty when the scenario comes from no file.
    package internal(set) var file: String
    /// Its text, if it comes from no file that could be read again.
    package internal(set) var inlineText: String?
    /// One line for lists and reports; empty when the file has none.
    package var title = ""
    /// The documented flow it plays, `F1` to `F7`.
    package var flow: String?
    /// The messaging of the till under test.
    package var messaging = Messaging.dual
    /// True if the switch itself confirms and reverses, with single messaging.
    package var hasSwitchAdvices = true
    /// The seed of its draws, unless the user gives another.
    package var seed: UInt64?
    /// The order of draws.
    package var draw = DrawOrder.byID
    /// The expected end of the till's transactions.
    package var expect = Expectation()
    /// True if a run counts although one of the rules never decided.
    package var isOptional = false
    /// The settings of the rules that judge tills.
    package var judge = JudgeSettings()
    /// The rules; the first one that matches decides.
    var rules: [Rule] = []

    /// True if there are rules that can inject a fault.
    package var hasRules: Bool { !rules.isEmpty }

    /// The names of all rules, in the order of the file.
    package var ruleNames: [String] { rules.map(\.name) }

    /// The names of the rules that must decide at least once, or a run proves nothing.
    package var requiredRuleNames: [String] {
        isOptional ? [] : rules.filter { !$0.isOptional }.map(\.name)
    }

    /// The provider that it is about: the expected one, else one that a rule asks for; nil for a
    /// scenario about any.
    package var provider: String? {
        if let expected = expect.provider { return expected }
        for case .member(.fact(.provider), let matcher) in rules.flatMap(\.conditions) {
            if let name = matcher.oneOf?.first { return name }
        }
        return nil
    }

    /// A scenario without faults.
    package init(name: String, file: String = "") {
        self.name = name
        self.file = file
    }
}

/// The scenario's expectations of every transaction of the till.
package struct Expectation: Sendable, Equatable {
    /// How a transaction may end; empty when that is left open.
    package var finally: [FinalState] = []
    /// The fewest retries there must be.
    package var retriesMin: Int?
    /// The most retries there may be.
    package var retriesMax: Int?
    /// The id of the provider profile that at least one transaction must be routed to; nil when
    /// any will do.
    package var provider: String?
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
