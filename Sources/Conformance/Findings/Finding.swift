/// A finding of a rule, with the journal records that prove it.
public struct Finding: Sendable, Equatable {
    /// The id of the provision, redemption or refund; nil if there is none.
    public let transaction: String?
    /// A clause, without what was expected.
    let text: String
    /// The expected and the actual value, where two things differ.
    package let comparison: Comparison?
    /// The end of the sentence.
    let remark: String
    /// The `seq` of each record, in order of arrival.
    public let evidence: [Int]
    /// `fail`, `inconclusive` or `warn`.
    public private(set) var verdict = Verdict.fail

    func counted(as verdict: Verdict) -> Finding {
        var finding = self
        finding.verdict = verdict
        return finding
    }

    /// A sentence without a full stop.
    public var message: String {
        text + (comparison.map { ": expected \($0.expected), got \($0.got)" } ?? "") + remark
    }

    init(
        _ transaction: String?, _ text: String, _ evidence: [MessageRecord],
        comparing comparison: Comparison? = nil, remark: String = ""
    ) {
        self.transaction = transaction
        self.text = text
        self.comparison = comparison
        self.remark = remark
        self.evidence = evidence.map(\.seq).sorted()
    }
}

/// Two things that should be equal.
package struct Comparison: Sendable, Equatable {
    package let expected: String
    package let got: String

    init(expected: String, got: String?) {
        self.expected = expected
        self.got = got ?? "none"
    }
}
