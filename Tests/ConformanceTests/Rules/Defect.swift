import Conformance
import Testing

/// A fault of a till, as its journal, and the rule that must catch it.
struct Defect: CustomTestStringConvertible, Sendable {
    let name: String
    let rule: String
    let verdict: Verdict
    let till: Till

    init(_ name: String, _ rule: String, _ till: Till) {
        self.init(name, rule, .fail, till)
    }

    init(_ name: String, _ rule: String, _ verdict: Verdict, _ till: Till) {
        self.name = name
        self.rule = rule
        self.verdict = verdict
        self.till = till.ended()
    }

    var testDescription: String { "\(rule): \(name)" }
}
