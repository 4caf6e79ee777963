package import Scenarios
package import Vocabulary

/// The record of a certification, fit to be signed: who certified which till by which mock, every
/// case with its verdict, and the hashes that tie it to its journal.
package struct CertificationRecord: Sendable, Equatable {
    /// The till, and who certifies it; empty where nobody said.
    package struct Subject: Sendable, Equatable {
        package var till = ""
        package var version = ""
        package var vendor = ""
        package var tester = ""

        package init() {}

        fileprivate static var parts: [(name: String, path: WritableKeyPath<Subject, String>)] {
            [
                ("till", \.till), ("till's version", \.version), ("vendor", \.vendor),
                ("tester", \.tester),
            ]
        }
    }

    /// The mock that certifies.
    package struct Instrument: Sendable, Equatable {
        package let product: String
        package let version: String
        /// The commit that it was built from; empty if that is not known.
        package let commit: String
        /// The seed of all draws.
        package fileprivate(set) var seed: UInt64

        /// As in "electrum-mock 0.2.0 (28c2cf0) with the seed 7".
        fileprivate var name: String {
            let build = commit.isEmpty ? "" : " (\(commit))"
            return "\(product) \(version)\(build) with the seed \(seed)"
        }

        package init(product: String, version: String, commit: String, seed: UInt64) {
            self.product = product
            self.version = version
            self.commit = commit
            self.seed = seed
        }
    }

    /// The plan that is played.
    package struct PlanIdentity: Sendable, Equatable {
        package let title: String
        package let edition: String
        /// SHA-256 of its text, in hexadecimal.
        package let hash: String
    }

    /// The verdict on the till.
    package enum Verdict: String, Sendable {
        /// Every applicable case passed.
        case pass
        /// A case failed.
        case fail
        /// None failed, but some were not run, or were inconclusive.
        case incomplete
    }

    package var subject: Subject
    package var instrument: Instrument
    package let plan: PlanIdentity
    /// The chapters of the plan, each with the numbers of its cases.
    package let chapters: [Chapter]
    /// SHA-256 of the text of each scenario, by its name.
    package var scenarios: [String: String] = [:]
    /// SHA-256 of the journal, which holds the messages of every case; empty until it is complete.
    package var journal = ""
    /// The time of its first case, on the machine's clock.
    package var begin: Timestamp?
    /// The time of its last case.
    package var end: Timestamp?
    /// The cases in the order of the plan.
    package private(set) var cases: [CaseResult]

    /// A chapter of the plan.
    package struct Chapter: Sendable, Equatable {
        package let title: String
        package let cases: [String]
    }

    /// A record in which no case has been played.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of the plan's text.
    ///   - reason: why the cases have not been played, in a clause.
    package init(
        _ plan: Plan, hash: String, _ subject: Subject, _ instrument: Instrument,
        because reason: String
    ) {
        self.subject = subject
        self.instrument = instrument
        self.plan = PlanIdentity(title: plan.title, edition: plan.edition, hash: hash)
        chapters = plan.chapters.map { Chapter(title: $0.title, cases: $0.cases.map(\.number)) }
        cases = plan.cases.map { CaseResult($0, .notRun, because: reason) }
    }

    init(
        _ subject: Subject, _ instrument: Instrument, _ plan: PlanIdentity, _ chapters: [Chapter],
        _ cases: [CaseResult]
    ) {
        self.subject = subject
        self.instrument = instrument
        self.plan = plan
        self.chapters = chapters
        self.cases = cases
    }

    /// Replaces a case by its result.
    package mutating func note(_ result: CaseResult) {
        guard let index = cases.firstIndex(where: { $0.number == result.number }) else { return }
        cases[index] = result
        begin = [begin, result.played].compactMap { $0 }.min()
        end = [end, result.played].compactMap { $0 }.max()
    }

    /// Takes over what another record of the same plan has settled, by scenarios that are as they
    /// were, and whatever nobody has said this time about the till.
    ///
    /// - Parameters:
    ///   - hashes: those of the scenarios at hand, by name.
    ///   - keepsSeed: true to go on with the seed of the other.
    /// - Throws: `NotARecord` if the other is about another till, or of another mock or seed.
    package mutating func resume(
        _ other: CertificationRecord, hashes: [String: String], keepsSeed: Bool
    ) throws(NotARecord) {
        for (name, path) in Subject.parts {
            let (said, known) = (subject[keyPath: path], other.subject[keyPath: path])
            guard said.isEmpty || said == known || known.isEmpty else {
                throw NotARecord(description: "its \(name) is \(known), not \(said)")
            }
            if said.isEmpty { subject[keyPath: path] = known }
        }
        if keepsSeed { instrument.seed = other.instrument.seed }
        guard instrument == other.instrument else {
            throw NotARecord(
                description: "it is of \(other.instrument.name), not of \(instrument.name)")
        }
        for result in other.cases
        where result.isKept && other.scenarios[result.scenario] == hashes[result.scenario] {
            note(result)
        }
    }

    package var verdict: Verdict {
        let verdicts = Set(cases.map(\.verdict))
        if verdicts.contains(.fail) { return .fail }
        let isWhole = verdicts.isDisjoint(with: [.inconclusive, .notRun])
        return isWhole && verdicts.contains(.pass) ? .pass : .incomplete
    }

    /// The number of cases with a verdict.
    package func count(_ verdict: CaseResult.Verdict) -> Int {
        cases.count { $0.verdict == verdict }
    }

    /// The verdict in one line, as in "fail: 70 of 73 cases pass, 1 fails, 2 not applicable".
    package var summary: String {
        let others = CaseResult.Verdict.allCases.dropFirst().compactMap { verdict in
            let count = count(verdict)
            return count == 0 ? nil : "\(count) \(verdict.words)"
        }
        let passed = "\(count(.pass)) of \(cases.count) cases pass"
        return "\(verdict.rawValue): " + ([passed] + others).joined(separator: ", ")
    }
}
