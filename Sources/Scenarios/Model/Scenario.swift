package import Vocabulary

/// One scenario file: the faults, and the expected end of the till's transactions.
package struct Scenario: Sendable, Equatable {
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

    /// True if a rule is about connections, which belong to no sandbox before their first message.
    package var isAboutConnections: Bool { rules.contains { $0.on.contains(.connect) } }

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

extension FinalState: Vocable {}

extension Messaging: Vocable {
    var meaning: String {
        switch self {
        case .dual: "The till confirms or reverses every voucher it received."
        case .single: "The till sends no confirmation."
        }
    }
}

extension DrawOrder: Vocable {
    var meaning: String {
        switch self {
        case .byID: "By the transaction's id, in whatever order they come."
        case .byOrder:
            "By which of its client's transactions in the sandbox it is; for tills that draw their "
                + "ids at random."
        }
    }
}
