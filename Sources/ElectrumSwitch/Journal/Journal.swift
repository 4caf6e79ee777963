/// The records of one sandbox, the newest ones as many as fit.
struct Journal {
    private var records: [JournalRecord?] = []
    /// Where the oldest kept record stands in `records`.
    private var head = 0
    private var byteCount = 0
    private let bytesMax: Int
    /// Whether somebody takes the changes.
    private let isRecorded: Bool
    private var changed: [Int] = []
    /// How many of the oldest records were let go.
    private(set) var dropped = 0

    init(bytesMax: Int, isRecorded: Bool) {
        self.bytesMax = bytesMax
        self.isRecorded = isRecorded
    }

    /// The number of the next record.
    var nextSeq: Int { dropped + records.count - head + 1 }

    /// The kept records, the oldest first.
    var all: [JournalRecord] { records[head...].compactMap { $0 } }

    /// The record with this number; nil once it was let go.
    subscript(seq: Int) -> JournalRecord? {
        let index = head + seq - dropped - 1
        return records.indices.contains(index) && index >= head ? records[index] : nil
    }

    /// Adds a record numbered `nextSeq`.
    mutating func append(_ record: JournalRecord) {
        records.append(record)
        byteCount += record.byteCount
        noteChange(of: record.seq)
        trim()
    }

    /// The records that were added or changed since the last call, as they are now.
    mutating func takeChanges() -> [JournalRecord] {
        defer { changed = [] }
        return changed.compactMap { self[$0] }
    }

    /// Changes a record, unless it was let go.
    mutating func update(_ seq: Int, _ change: (inout JournalRecord) -> Void) {
        let index = head + seq - dropped - 1
        guard index >= head, index < records.count, var record = records[index] else { return }
        byteCount -= record.byteCount
        records[index] = nil  // so that the record's bodies have one owner
        change(&record)
        byteCount += record.byteCount
        records[index] = record
        noteChange(of: seq)
        trim()
    }

    private mutating func noteChange(of seq: Int) {
        guard isRecorded, changed.last != seq else { return }
        changed.append(seq)
    }

    /// Lets the oldest records go; the last one always stays.
    private mutating func trim() {
        while byteCount > bytesMax, head < records.count - 1 {
            byteCount -= records[head]?.byteCount ?? 0
            records[head] = nil
            head += 1
            dropped += 1
        }
        guard head > Self.gapMax, head > records.count / 2 else { return }
        records.removeFirst(head)
        head = 0
    }

    /// How many empty places may stand before the oldest record.
    private static let gapMax = 1024
}
