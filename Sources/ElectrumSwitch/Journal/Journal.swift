/// The records of one sandbox, the newest ones as many as fit.
struct Journal {
    /// Behind references, so that a long journal grows without moving its records.
    private final class Entry {
        var record: JournalRecord

        init(_ record: JournalRecord) {
            self.record = record
        }
    }

    private var entries: [Entry?] = []
    /// Where the oldest kept record stands in `entries`.
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
    var nextSeq: Int { dropped + entries.count - head + 1 }

    /// The kept records, the oldest first.
    var all: [JournalRecord] { entries[head...].compactMap { $0?.record } }

    /// The record with this number; nil once it was let go.
    subscript(seq: Int) -> JournalRecord? { entry(seq)?.record }

    private func entry(_ seq: Int) -> Entry? {
        guard seq > dropped, seq < nextSeq else { return nil }
        return entries[head + seq - dropped - 1]
    }

    /// Adds a record numbered `nextSeq`.
    mutating func append(_ record: JournalRecord) {
        entries.append(Entry(record))
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
        guard let entry = entry(seq) else { return }
        byteCount -= entry.record.byteCount
        change(&entry.record)
        byteCount += entry.record.byteCount
        noteChange(of: seq)
        trim()
    }

    private mutating func noteChange(of seq: Int) {
        guard isRecorded, changed.last != seq else { return }
        changed.append(seq)
    }

    /// Lets the oldest records go; the last one always stays.
    private mutating func trim() {
        while byteCount > bytesMax, head < entries.count - 1 {
            byteCount -= entries[head]?.record.byteCount ?? 0
            entries[head] = nil
            head += 1
            dropped += 1
        }
        guard head > Self.gapMax, head > entries.count / 2 else { return }
        entries.removeFirst(head)
        head = 0
    }

    /// How many empty places may stand before the oldest record.
    private static let gapMax = 1024
}
