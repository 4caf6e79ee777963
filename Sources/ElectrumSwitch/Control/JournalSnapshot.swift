import JSONTree

/// A snapshot of a sandbox's journal for a report.
struct JournalSnapshot: Sendable {
    let name: String
    /// The time on the sandbox clock (RFC 3339).
    let now: String
    let journal: SandboxJournal
    /// The record that stands for those that the journal dropped.
    let remainder: JournalRecord?
    /// The state of the scenario's rules.
    let rules: JournalRecord

    /// The most records of a report that is made without a worker for long jobs.
    private static let shortMax = 1_000

    /// True if a report takes so long that other requests should not wait for it.
    var isLong: Bool { journal.nextSeq - journal.dropped > Self.shortMax }

    /// The records in the form of a journal file.
    var records: [JSON] {
        var records: [JSON] = []
        records.reserveCapacity(journal.nextSeq - journal.dropped + 1)
        if let remainder { records.append(json(of: remainder)) }
        for seq in journal.dropped + 1..<journal.nextSeq {
            if let record = journal[seq] { records.append(json(of: record)) }
        }
        records.append(json(of: rules))
        return records
    }

    private func json(of record: JournalRecord) -> JSON {
        do {
            return try JSON(
                parsing: record.encoded(sandbox: name, hidesSecrets: true), limits: Self.limits)
        } catch {
            preconditionFailure("a record was written as \(error)")
        }
    }

    // A body may nest as deep as the parser allows, and stands inside a record.
    private static let limits = JSONLimits(depthMax: JSONLimits().depthMax + 2)
}
