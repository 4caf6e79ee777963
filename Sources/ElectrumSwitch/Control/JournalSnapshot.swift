import JSONTree

/// The journal of a sandbox as it was at one time, as a report needs it.
struct JournalSnapshot: Sendable {
    let name: String
    /// The time on the sandbox clock (RFC 3339).
    let now: String
    let journal: Journal
    /// What stands for the records that the journal let go.
    let remainder: JournalRecord?
    /// How the scenario's rules stood.
    let rules: JournalRecord

    /// How many records a report may be made of in passing.
    private static let shortMax = 1_000

    /// Whether a report of it takes so long that others should not have to wait for it.
    var isLong: Bool { journal.nextSeq - journal.dropped > Self.shortMax }

    /// Every record as a journal file has it.
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
