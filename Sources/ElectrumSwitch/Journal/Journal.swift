import Vocabulary
import VoucherLedger

/// The records of one sandbox, the newest ones as many as fit, and which of them are about the
/// same transaction. A value in chunks: a long journal grows without moving its records, and a copy
/// costs next to nothing and stays as it is while the journal goes on.
struct Journal: Sendable {
    private struct Entry: Sendable {
        var record: JournalRecord
        /// What the record is about, if that has an id.
        let id: TransactionID?
        /// The number of the record before this one about the same transaction; 0 for none.
        let previous: Int

        /// Changes the record where it stands.
        ///
        /// - Returns: how many bytes it takes more than before.
        mutating func update(_ change: (inout JournalRecord) -> Void) -> Int {
            let countBefore = record.response.count
            change(&record)
            return record.response.count - countBefore
        }
    }

    /// All but the last have `chunkLength` places; those of records that were let go are empty.
    private var chunks: [[Entry?]] = []
    /// Where the oldest kept record stands in the first chunk.
    private var head = 0
    /// The number of the newest record about each transaction.
    private var latest = LatestNumbers()
    /// About how many bytes the kept records take.
    private(set) var byteCount = 0
    private let bytesMax: Int
    /// Whether somebody takes the changes.
    let isRecorded: Bool
    private var changed: [Int] = []
    /// Records that were let go before somebody took their last change, by number: how an exchange
    /// ends is told though memory has no place for it. No more than there are exchanges going on.
    private var untold: [Int: JournalRecord] = [:]
    /// How many of the oldest records were let go.
    private(set) var dropped = 0
    /// The number of the next record.
    private(set) var nextSeq = 1

    private static let chunkLength = 64

    init(bytesMax: Int, isRecorded: Bool) {
        self.bytesMax = bytesMax
        self.isRecorded = isRecorded
    }

    // MARK: Reading

    /// The kept records, the oldest first.
    var all: [JournalRecord] { records(from: 1, max: .max) }

    /// The kept records from a number on, at most so many.
    func records(from seq: Int, max: Int) -> [JournalRecord] {
        let first = Swift.max(seq, dropped + 1)
        guard first < nextSeq else { return [] }
        let end = first + min(max, nextSeq - first)
        return (first..<end).compactMap { self[$0] }
    }

    /// The numbers of the kept records about a transaction, the oldest first.
    func numbers(of transaction: TransactionID) -> [Int] {
        var numbers: [Int] = []
        var seq = latest[transaction] ?? 0
        while let (chunk, index) = place(of: seq), let entry = chunks[chunk][index] {
            numbers.append(seq)
            seq = entry.previous
        }
        return numbers.reversed()
    }

    /// The record with this number; nil once it was let go.
    subscript(seq: Int) -> JournalRecord? {
        guard let (chunk, index) = place(of: seq) else { return untold[seq] }
        return chunks[chunk][index]?.record
    }

    /// What the record with this number is about, as its till wrote it.
    func transaction(of seq: Int) -> String? {
        place(of: seq).flatMap { chunk, index in chunks[chunk][index]?.record.transaction }
    }

    private func place(of seq: Int) -> (chunk: Int, index: Int)? {
        guard seq > dropped, seq < nextSeq else { return nil }
        let offset = seq - dropped - 1 + head
        return (offset / Self.chunkLength, offset % Self.chunkLength)
    }

    // MARK: Writing

    /// Adds a record numbered `nextSeq`.
    mutating func append(_ record: JournalRecord) {
        append(record, about: record.transaction.flatMap(TransactionID.init))
    }

    /// Adds a record whose `transaction` has been read as an id already; nil if it is none.
    mutating func append(_ record: consuming JournalRecord, about id: TransactionID?) {
        let seq = record.seq
        let previous = id.flatMap { latest.update(seq, for: $0) } ?? 0
        byteCount += record.byteCount
        if chunks.isEmpty || chunks[chunks.count - 1].count == Self.chunkLength {
            chunks.append([])
        }
        chunks[chunks.count - 1].append(Entry(record: record, id: id, previous: previous))
        nextSeq += 1
        noteChange(of: seq)
        trim()
    }

    /// The records that were added or changed since the last call, as they are now.
    mutating func takeChanges() -> [JournalRecord] {
        guard !changed.isEmpty else { return [] }
        defer {
            changed = []
            if !untold.isEmpty { untold = untold.filter { $0.value.ended == .pending } }
        }
        return changed.compactMap { self[$0] }
    }

    /// Changes a record, unless it was let go; of what counts for its size, only the response.
    mutating func update(_ seq: Int, _ change: (inout JournalRecord) -> Void) {
        guard let (chunk, index) = place(of: seq) else {
            guard var record = untold[seq] else { return }
            change(&record)
            untold[seq] = record
            return noteChange(of: seq)
        }
        byteCount += chunks[chunk][index]?.update(change) ?? 0
        noteChange(of: seq)
        trim()
    }

    private mutating func noteChange(of seq: Int) {
        guard isRecorded, changed.last != seq else { return }
        changed.append(seq)
    }

    /// Lets the oldest records go; the last one always stays.
    private mutating func trim() {
        while byteCount > bytesMax, dropped + 1 < nextSeq - 1 {
            letOldestGo()
        }
    }

    private mutating func letOldestGo() {
        if let entry = chunks[0][head] {
            let oldest = entry.record
            byteCount -= oldest.byteCount
            if isRecorded, oldest.ended == .pending || changed.contains(oldest.seq) {
                untold[oldest.seq] = oldest
            }
            if let id = entry.id { latest.remove(oldest.seq, of: id) }
        }
        chunks[0][head] = nil
        dropped += 1
        head += 1
        guard head == Self.chunkLength else { return }
        chunks.removeFirst()
        head = 0
    }
}
