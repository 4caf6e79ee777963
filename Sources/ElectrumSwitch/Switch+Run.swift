package import HTTPMessages
package import Journal

/// A run of a till's tests, from its beginning to the verdict.
extension Switch {
    /// Resets one sandbox and removes all others.
    package func beginAnew(_ sandbox: String, at now: Instant) {
        for other in sandboxes.all where other.name != sandbox {
            _ = sandboxes.remove(other.name, at: now)
        }
        reset(sandbox, scenario: nil, seed: nil, hasManualClock: nil, at: now)
        sandboxes.forgetEnded()
    }

    /// The records of all sandboxes as a journal file has them, those first that have ended since
    /// the run began; and how many of these are not kept, with the names of some.
    package func records(at now: Instant) -> (records: [JournalRecord], lost: Int, names: [String])
    {
        let ended = sandboxes.ended
        let snapshots = ended.snapshots + sandboxes.all.map { $0.snapshot(at: now) }
        return (snapshots.flatMap(\.records), ended.lostCount, ended.lostNames)
    }

    /// Records in all journals that the run is over.
    package func end(at now: Instant) {
        for sandbox in sandboxes.all { sandbox.noteEnd(at: now) }
    }

    /// Records in the journal of one sandbox that the run in it is over.
    package func end(_ sandbox: String, at now: Instant) {
        sandboxes.existing(sandbox)?.noteEnd(at: now)
    }

    /// The names of all sandboxes.
    package var sandboxNames: [String] { sandboxes.all.map(\.name) }
}
