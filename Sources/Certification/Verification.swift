package import Conformance
package import Scenarios

/// The verification of a record by its journal, long after the certification.
package struct Verification: Sendable {
    /// A statement of the record that was looked into.
    package struct Statement: Sendable, Equatable {
        /// The statement of the record, a clause.
        package let claim: String
        /// The truth instead; nil if the record is right.
        package let objection: String?
    }

    package private(set) var statements: [Statement] = []

    /// True if the record is right in everything.
    package var isRight: Bool { statements.allSatisfy { $0.objection == nil } }

    /// Compares a record with its journal, and with the plan and the scenarios at hand.
    ///
    /// - Parameters:
    ///   - hash: SHA-256 of the journal's file, in hexadecimal.
    ///   - planned: the cases of the plan at hand, with whose orders the verdicts are made again;
    ///     nil if the plan is another one.
    ///   - scenarioHash: returns the hash of a scenario at hand; nil if there is none of the name.
    package init(
        _ record: CertificationRecord, _ journal: Journal, hash: String, planned: Plan?,
        scenarioHash: (String) -> String?
    ) {
        state("the journal's hash is \(record.journal)") {
            hash == record.journal ? nil : "it is \(hash): the journal is another, or was changed"
        }
        state("the plan is `\(record.plan.title)`, edition \(record.plan.edition)") {
            planned == nil ? "the plan at hand has another text: name it with --plan" : nil
        }
        for (name, hash) in record.scenarios.sorted(by: { $0.key < $1.key }) {
            guard let present = scenarioHash(name), present == hash else {
                state("the scenario \(name) has the hash \(hash)") {
                    scenarioHash(name).map { "the one at hand has \($0)" }
                        ?? "there is no such scenario at hand"
                }
                continue
            }
        }
        let played = record.cases.filter { $0.observation != nil }
        guard let planned else {
            let count = played.count == 1 ? "1 case" : "\(played.count) cases"
            state("the verdicts on \(count)") { "without the plan they cannot be made again" }
            return
        }
        let cases = Dictionary(
            planned.cases.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        for result in played {
            state("case \(result.number): \(result.verdict.words)") {
                guard let planned = cases[result.number] else { return "the plan has no such case" }
                return Self.objection(to: result, planned, in: journal)
            }
        }
    }

    private mutating func state(_ claim: String, _ objection: () -> String?) {
        statements.append(Statement(claim: claim, objection: objection()))
    }

    /// The verdict is made again from the journal; only how the command ended is the record's word.
    private static func objection(
        to result: CaseResult, _ planned: Plan.Case, in journal: Journal
    ) -> String? {
        do throws(JournalError) {
            let report = try Report(of: journal, sandbox: result.sandbox)
            let again = CaseResult(planned, report, status: result.status ?? 0)
            if again == result { return nil }
            let reason = again.reason.isEmpty ? "" : ", \(again.reason)"
            let observed = again.observation?.sentence ?? "nothing was observed"
            return "the journal shows \(again.verdict.words)\(reason): \(observed)"
        } catch {
            return "\(error)"
        }
    }
}
