package import Conformance
import ElectrumSwitch
import HTTPMessages
import Journal

/// A journal file, or what might be: both of its readers get it, the one that judges and the one
/// that replays it.
package enum FuzzedJournal {
    /// Reports on a journal and replays it, then sells once more and ends.
    ///
    /// - Parameter formats: the forms of the report that are made.
    /// - Returns: whether a mock would start with the file.
    @discardableResult
    package static func check(_ bytes: some Collection<UInt8>, as formats: [ReportFormat]) -> Bool {
        guard let journal = try? Journal(ndjson: Array(bytes)) else { return false }
        let reports = Report.all(of: journal)
        for format in formats { _ = format.render(reports) }
        var reader = JournalReader()
        let records = bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? reader.read(line: Array(line))
        }
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
