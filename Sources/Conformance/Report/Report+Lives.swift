import Journal
import Vocabulary

/// The verdicts on all that a journal holds.
extension Report {
    /// Judges every life of every sandbox that saw more than lookups and the like, each against the
    /// latest time in its records.
    ///
    /// A sandbox that a test made to play a scenario of its own choice is judged even if nothing
    /// came to it, unless the scenario asks for nothing or the test made it anew first. Others to
    /// which no sale, redemption or refund came are named in a note. If none came at all there is
    /// one verdict at least, which is inconclusive.
    ///
    /// - Parameters:
    ///   - lost: how many lives there were that the journal does not hold.
    ///   - names: the names of the first few of their sandboxes.
    package static func all(
        of journal: Journal, lost: Int = 0, named names: [String] = []
    ) -> [Report] {
        var reports = all(of: journal.incarnations, note: journal.note)
        guard lost > 0, !reports.isEmpty else { return reports }
        let rest = lost > names.count ? " and \(lost - names.count) more" : ""
        reports[0].doubt(
            """
            \(lost) sandboxes that ended before the run did are not judged, since there was no place \
            to keep what they saw (--journal-bytes-max): \(names.joined(separator: ", "))\(rest)
            """, .inconclusive)
        return reports
    }

    /// Judges every life of a sandbox, of the only one with messages if none is named.
    ///
    /// - Throws: `JournalError` as `init(of:sandbox:now:)` does.
    package static func all(
        of journal: Journal, sandbox: String?
    ) throws(JournalError) -> [Report] {
        all(of: try journal.lives(of: sandbox), note: journal.note)
    }

    /// At least one if there is a life at all; the standard sandbox first, then by name.
    private static func all(of lives: [Incarnation], note: String?) -> [Report] {
        let isAnyUsed = lives.contains(where: \.hasTransactionMessages)
        let sorted = lives.enumerated()
            .sorted { ($0.element.sortKey, $0.offset) < ($1.element.sortKey, $1.offset) }
        var reports: [Report] = []
        var unjudged: [String] = []
        for (_, life) in sorted {
            let report = Report(life, demandsTransactions: !isAnyUsed, note: note)
            if report.matters(amongUsed: isAnyUsed, as: life) {
                reports.append(report)
            } else if life.isWorthANote, !unjudged.contains(report.sandbox) {
                unjudged.append(report.sandbox)
            }
        }
        if reports.isEmpty, let first = sorted.first?.element {
            reports = [Report(first, demandsTransactions: true, note: note)]
            unjudged.removeAll { $0 == reports[0].sandbox }
        }
        number(&reports)
        guard !reports.isEmpty, !unjudged.isEmpty else { return reports }
        let sentence =
            "not judged, since no sale, redemption or refund came to it: "
            + some(of: unjudged)
        reports[0].note = reports[0].note.map { "\($0); \(sentence)" } ?? sentence
        return reports
    }

    private func matters(amongUsed isAnyUsed: Bool, as life: Incarnation) -> Bool {
        if life.hasTransactionMessages { return true }
        if messageCount == 0 { return life.wasToBeUsed }
        return !isAnyUsed || life.sandbox.madeBy == .test
            || rules.contains { $0.verdict == .fail }
    }

    /// Numbers the reports on one sandbox.
    private static func number(_ reports: inout [Report]) {
        let counts = reports.reduce(into: [:]) { $0[$1.sandbox, default: 0] += 1 }
        var seen: [String: Int] = [:]
        for index in reports.indices {
            let name = reports[index].sandbox
            guard let count = counts[name], count > 1 else { continue }
            let number = seen[name, default: 0] + 1
            seen[name] = number
            reports[index].life = "\(ordinal(number)) of \(count)"
        }
    }

    private static func ordinal(_ number: Int) -> String {
        let words = ["first", "second", "third"]
        return number <= words.count ? words[number - 1] : "number \(number)"
    }
}

extension Incarnation {
    private var isStandard: Bool { sandbox.name == Journal.standardSandbox }

    fileprivate var sortKey: String { isStandard ? "" : sandbox.name }

    /// True if a test made it to play something that never was played.
    fileprivate var wasToBeUsed: Bool {
        sandbox.madeBy == .test && cause != .reset
            && (rules.contains(where: \.isRequired) || !sandbox.expect.isEmpty)
    }

    /// True if the reader may miss a verdict.
    fileprivate var isWorthANote: Bool {
        !messages.isEmpty || (!isStandard && cause == nil)
    }
}
