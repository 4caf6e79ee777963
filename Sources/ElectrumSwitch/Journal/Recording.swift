import JSONTree
import Scenarios

/// What a journal file tells of the last life of one sandbox.
struct Recording {
    let sandbox: String
    /// Every version of every record, in the order of the file.
    private(set) var versions: [JournalRecord] = []

    /// The recordings of a file, by the order in which their sandboxes appear.
    static func all(in lines: [JSON]) -> [Recording] {
        var recordings: [String: Recording] = [:]
        var order: [String] = []
        for line in lines {
            guard let record = JournalRecord(line), let name = line["sandbox"]?.text else {
                continue
            }
            // A sandbox numbers its records from 1: here a new life begins.
            if record.seq == 1, record.note != nil {
                if recordings[name] == nil { order.append(name) }
                recordings[name] = Recording(sandbox: name)
            }
            recordings[name]?.versions.append(record)
        }
        return order.compactMap { recordings[$0] }
    }

    /// What the sandbox said of itself when it began.
    var setup: JSONObject { versions.first?.note ?? JSONObject() }

    /// What it said last: the scenario may have changed.
    var lastSetup: JSONObject { versions.last { $0.note != nil }?.note ?? setup }

    /// When the first message arrived, in nanoseconds since 1970; nil when none did.
    var beginsAt: Int64? { versions.first { $0.note == nil }?.at }

    /// The latest time that is told of.
    var endsAt: Int64? { versions.lazy.flatMap { [$0.at, $0.finishedAt ?? 0] }.max() }
}
