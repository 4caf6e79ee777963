import Conformance
import ElectrumSwitch
import HTTPMessages
import JSONTree

/// A journal file, or what might be: it is judged, and it is lived through again.
enum FuzzedJournal {
    static func check(_ bytes: [UInt8]) {
        if let journal = try? Journal(ndjson: bytes) {
            let reports = Report.all(of: journal)
            for format in ReportFormat.allCases { _ = format.render(reports) }
        }
        let records = bytes.split(separator: UInt8(ascii: "\n")).map { line in
            try? JSON(parsing: Array(line), limits: JSONLimits(depthMax: 128))
        }
        guard records.allSatisfy({ $0.map(Switch.flaw) == .some(nil) }) else { return }
        var configuration = Switch.Configuration()
        configuration.recorder = { _ in }
        let handler = Switch(configuration)
        handler.replay(records.compactMap { $0 }, at: FuzzedLife.begin)
        handler.tick(at: FuzzedLife.begin.advanced(byMs: 10_000))
        for name in handler.sandboxNames {
            _ = handler.records(of: name, at: FuzzedLife.begin)
        }
        handler.end(at: FuzzedLife.begin)
    }
}
