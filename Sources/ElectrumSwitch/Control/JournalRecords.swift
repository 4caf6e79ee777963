import JSONTree
import Journal

/// `GET …/journal`: the requested records, as one JSON value or one per line. It reads the journal
/// as the answer is taken, up to the newest record at the beginning.
struct JournalRecords: AnswerParts {
    private let sandbox: Sandbox
    private let filter: JournalFilter
    private let isLines: Bool
    private var writer: ListWriter
    /// The number of the next record to look at; nil before the beginning of the answer.
    private var seq: Int?
    private var end = 0
    /// The number of records that the answer may still hold.
    private var rest: Int
    /// The last record that was written.
    private var last = 0

    init(of sandbox: Sandbox, _ filter: JournalFilter, limit: Int, asLines: Bool) {
        self.sandbox = sandbox
        self.filter = filter
        isLines = asLines
        writer = ListWriter(asLines: asLines)
        rest = limit
    }

    var contentType: String { isLines ? "application/x-ndjson" : "application/json" }

    mutating func next(into bytes: inout [UInt8]) -> Bool {
        let first = seq ?? begin(&bytes)
        let (records, dropped) = sandbox.peek { [end] state in
            let max = min(ListWriter.itemsMax, end - first)
            return (state.core.journal.records(from: first, max: max), state.core.journal.dropped)
        }
        for record in records where filter.matches(record) {
            guard rest > 0 else { return finish(&bytes, dropped: dropped, isLimited: true) }
            let item = record.encoded
            writer.append(item, to: &bytes)
            rest -= 1
            last = record.seq
        }
        guard let newest = records.last?.seq, newest + 1 < end else {
            return finish(&bytes, dropped: dropped, isLimited: false)
        }
        seq = newest + 1
        return true
    }

    private mutating func begin(_ bytes: inout [UInt8]) -> Int {
        let (next, remainder) = sandbox.peek { state in
            (state.core.journal.nextSeq, state.core.remainder)
        }
        end = next
        if !isLines {
            bytes += Array("{\"records\":[".utf8)
        } else if let remainder {
            let item = remainder.encoded
            writer.append(item, to: &bytes)
        }
        return min(filter.since, .max - 1) + 1
    }

    private func finish(_ bytes: inout [UInt8], dropped: Int, isLimited: Bool) -> Bool {
        guard !isLines else { return false }
        bytes += Array("],\"dropped\":\(dropped)".utf8)
        if isLimited { bytes += Array(",\"next\":\(last)".utf8) }
        bytes.append(UInt8(ascii: "}"))
        return false
    }
}
