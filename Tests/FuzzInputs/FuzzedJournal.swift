package import Conformance
import JSONTree
import Journal

/// A journal file, or what might be: both of its readers get it, the one that judges and the one
/// that replays it.
package enum FuzzedJournal {
    /// Reports on a journal and replays it, then sells once more and ends.
    ///
    /// - Parameter formats: the forms of the report that are made.
    /// - Returns: whether each line of it is a record.
    @discardableResult
    package static func check(_ bytes: some Collection<UInt8>, as formats: [ReportFormat]) -> Bool {
        _ = try? Journal(ndjson: Array(bytes))
        // In any order, so that more of what follows is reached.
        var records: [JournalRecord] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let json = try? JSON(parsing: Array(line), limits: JSONLimits(depthMax: 128)),
                let record = try? JournalRecord(json)
            else { return false }
            records.append(record)
        }
        let reports = Report.all(of: Journal(records))
        for format in formats { _ = format.render(reports) }
        var life = FuzzedLife(replaying: records)
        life.tick(afterMs: 10_000)
        life.readRecords()
        life.sell()
        life.end()
        return true
    }

    /// The same with the one form that the first byte chooses; the file comes after it.
    package static func check(_ bytes: ArraySlice<UInt8>) {
        guard let first = bytes.first else { return }
        let formats = ReportFormat.allCases
        check(bytes.dropFirst(), as: [formats[Int(first) % formats.count]])
    }
}
