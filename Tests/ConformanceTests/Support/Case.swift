import Conformance
import Testing

/// A journal and what a rule must say of it.
struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let verdict: Verdict
    let till: Till
    let pause: Int64

    /// - Parameter pause: how long after the last message the journal is judged.
    init(_ name: String, _ verdict: Verdict, _ till: Till, after pause: Int64 = 0) {
        self.name = name
        self.verdict = verdict
        self.till = till
        self.pause = pause
    }

    var testDescription: String { name }

    func expect(of rule: String) throws {
        let result = try #require(
            try till.report(after: pause).rules.first { $0.id == rule })
        #expect(result.verdict == verdict, "\(rule): \(result.findings.map(\.message))")
        #expect(result.findings.isEmpty == (verdict <= .pass), "a finding for every doubt")
    }
}
