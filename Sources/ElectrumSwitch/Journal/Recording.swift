import JSONTree
import Scenarios

/// What a journal file tells of the last life of one sandbox.
struct Recording {
    let sandbox: String
    /// Every version of every record, in the order of the file.
    private(set) var versions: [JournalRecord] = []

    /// The recordings of a file: of every sandbox that was there at its end.
    static func all(in lines: [JSON]) -> [Recording] {
        var recordings: [String: Recording] = [:]
        for line in lines {
            guard let record = JournalRecord(line), let name = line["sandbox"]?.text else {
                continue
            }
            // A sandbox numbers its records from 1: here a new life begins.
            if record.seq == 1, record.note != nil {
                recordings[name] = Recording(sandbox: name)
            }
            recordings[name]?.versions.append(record)
            if record.note?["kind"] == "deleted" { recordings[name] = nil }
        }
        return Array(recordings.values)
    }

    /// What it said last: the scenario may have changed.
    var lastSetup: JSONObject {
        versions.last { $0.note?["kind"] == "sandbox" }?.note ?? JSONObject()
    }

    /// When the sandbox began, in nanoseconds since 1970.
    var beginsAt: Int64? { versions.first?.at }

    /// The latest time that is told of.
    var endsAt: Int64? {
        versions.lazy.map { max($0.at, $0.processedAt ?? 0, $0.finishedAt ?? 0) }.max()
    }
}
