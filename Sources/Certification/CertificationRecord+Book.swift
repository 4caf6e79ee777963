package import Conformance
import Vocabulary

extension CertificationRecord {
    /// Returns the record as people read it: each case with what its journal shows.
    package func book(by journal: Journal) -> ReportBook {
        let title = ["Certification", subject.till, subject.version].filter { !$0.isEmpty }
        return ReportBook(
            title: title.joined(separator: " "), facts: facts,
            cases: cases.map { item($0, journal) }, isSigned: true)
    }

    private var facts: [(label: String, value: String)] {
        [
            ("result", summary),
            ("till", "\(subject.till) \(subject.version)"),
            ("vendor", subject.vendor), ("tester", subject.tester),
            ("mock", "\(instrument.product) \(instrument.version)"),
            ("commit", instrument.commit.isEmpty ? "not known" : instrument.commit),
            ("seed", "\(instrument.seed)"),
            ("plan", "\(plan.title), edition \(plan.edition)"),
            ("plan, SHA-256", plan.hash),
            ("from", begin?.description ?? ""), ("to", end?.description ?? ""),
            ("journal, SHA-256", journal),
        ].filter { $0.1.contains { $0 != " " } }
    }

    private func item(_ result: CaseResult, _ journal: Journal) -> ReportBook.Case {
        let hash = scenarios[result.scenario].map { ", SHA-256 \($0)" } ?? ""
        let item = ReportBook.Case(
            number: result.number, title: result.title, task: result.should,
            source: "\(result.source); scenario \(result.scenario)\(hash)", reports: [])
        // A case that was played has records; without them nothing can be shown of it.
        guard result.observation != nil,
            var report = try? Report(of: journal, sandbox: result.sandbox)
        else {
            var missing = item
            let word = result.verdict == .notApplicable ? "not applicable: " : ""
            missing.notRun = word + (result.reason.isEmpty ? "not run" : result.reason)
            return missing
        }
        if result.verdict.asReported > report.verdict {
            report.doubt(result.reason, result.verdict.asReported)
        }
        var judged = item
        judged.reports = [report]
        return judged
    }
}

extension CaseResult.Verdict {
    fileprivate var asReported: Verdict {
        switch self {
        case .pass: .pass
        case .fail: .fail
        case .inconclusive, .notRun: .inconclusive
        case .notApplicable: .notApplicable
        }
    }
}
