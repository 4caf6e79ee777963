import Journal

/// A snapshot of a sandbox's journal for a report.
struct JournalSnapshot: Sendable {
    let name: String
    /// The time on the sandbox clock (RFC 3339).
    let now: String
    var journal: SandboxJournal
    /// The record that stands for those that the journal dropped.
    let remainder: JournalRecord?
    /// The state of the scenario's rules.
    let rules: JournalRecord

    /// The most records of a report that is made without a worker for long jobs.
    private static let shortMax = 1_000

    /// True if a report takes so long that other requests should not wait for it.
    var isLong: Bool { recordCount > Self.shortMax }

    /// The number of records that a report reads.
    var recordCount: Int { journal.nextSeq - journal.dropped }

    /// The records as a journal file has them, without secrets.
    var records: [JournalRecord] {
        var records: [JournalRecord] = []
        records.reserveCapacity(recordCount + 1)
        if let remainder { records.append(remainder) }
        for seq in journal.dropped + 1..<journal.nextSeq {
            if let record = journal[seq] { records.append(record.masked()) }
        }
        records.append(rules)
        return records
    }

    /// The records of these numbers in that form, and before them the sandbox's own.
    func records(_ numbers: [Int]) -> [JournalRecord] {
        let first = journal[journal.dropped + 1]
        let beginning = remainder ?? first.flatMap { $0.isBeginning ? $0 : nil }
        let found = journal.withResets(numbers).map { journal[$0] }
        let chosen = ([beginning] + found).compactMap { $0?.masked() }
        return chosen + [rules]
    }
}
