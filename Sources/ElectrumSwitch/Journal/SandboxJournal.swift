import Journal
import Vocabulary
import VoucherLedger

/// The newest records of one sandbox, up to a limit, indexed by transaction. A value in chunks: a
/// long journal grows without moving its records, and a copy is cheap and stays unchanged while the
/// journal grows.
struct SandboxJournal: Sendable {
    private struct Entry: Sendable {
        var record: JournalRecord
        /// The id of the record's subject, if it has one.
        let id: TransactionID?
        /// The number of the previous record about the same transaction; 0 for none.
        let previous: Int

        /// Changes the record where it stands.
        ///
        /// - Returns: how many bytes it takes more than before.
        mutating func update(_ change: (inout RecordedMessage) -> Void) -> Int {
            var growth = 0
            record.update { message in
                let countBefore = message.response.byteCount
                change(&message)
                growth = message.response.byteCount - countBefore
            }
            return growth
        }
    }

    /// The chunks. All but the last have `chunkLength` places; those of dropped records are empty.
    private var chunks: [[Entry?]] = []
    /// The position of the oldest kept record in the first chunk.
    private var head = 0
    /// The number of the newest record about each transaction.
    private var latest = LatestNumbers()
    /// About how many bytes the kept records take.
    private(set) var byteCount = 0
    private let bytesMax: Int
    /// True if a recorder takes the changes.
    let isRecorded: Bool
    private var changed: [Int] = []
    /// Records that were dropped before the recorder took their last change, by number, so that the
    /// end of an exchange is recorded even when memory has no room for it. Never more than there
    /// are open exchanges.
    private var untold: [Int: JournalRecord] = [:]
    /// The number of oldest records that were dropped.
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

    /// Returns the kept records from a number on, up to a maximum.
    func records(from seq: Int, max: Int) -> [JournalRecord] {
        let first = Swift.max(seq, dropped + 1)
        guard first < nextSeq else { return [] }
        let end = first + min(max, nextSeq - first)
        return (first..<end).compactMap { self[$0] }
    }

    /// Returns the numbers of the kept records about a transaction, the oldest first.
    func numbers(of transaction: TransactionID) -> [Int] {
        var numbers: [Int] = []
        var seq = latest[transaction] ?? 0
        while let (chunk, index) = place(of: seq), let entry = chunks[chunk][index] {
            numbers.append(seq)
            seq = entry.previous
        }
        return numbers.reversed()
    }

    /// Returns the record with this number; nil if it was dropped.
    subscript(seq: Int) -> JournalRecord? {
        guard let (chunk, index) = place(of: seq) else { return untold[seq] }
        return chunks[chunk][index]?.record
    }

    /// Returns the message or the delivery with this number; nil if there is none, or it was
    /// dropped.
    func message(_ seq: Int) -> RecordedMessage? { self[seq]?.message }

    /// Returns the subject of the record with this number, as its till wrote it.
    func transaction(of seq: Int) -> String? {
        place(of: seq).flatMap { chunk, index in chunks[chunk][index]?.record.message?.transaction }
    }

    private func place(of seq: Int) -> (chunk: Int, index: Int)? {
        guard seq > dropped, seq < nextSeq else { return nil }
        let offset = seq - dropped - 1 + head
        return (offset / Self.chunkLength, offset % Self.chunkLength)
    }

    // MARK: Writing

    /// Appends a record numbered `nextSeq`.
    mutating func append(_ record: JournalRecord) {
        append(record, about: record.message?.transaction.flatMap(TransactionID.init))
    }

    /// Appends the record of a message or a delivery, numbered `nextSeq`.
    mutating func append(_ message: RecordedMessage) {
        append(JournalRecord(message))
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

    /// Returns the records that were added or changed since the last call, in their present form.
    mutating func takeChanges() -> [JournalRecord] {
        guard !changed.isEmpty else { return [] }
        defer {
            changed = []
            if !untold.isEmpty { untold = untold.filter { $0.value.isPending } }
        }
        return changed.compactMap { self[$0] }
    }

    /// Changes a record, unless it was let go; of what counts for its size, only the response.
    mutating func update(_ seq: Int, _ change: (inout RecordedMessage) -> Void) {
        guard let (chunk, index) = place(of: seq) else {
            guard untold[seq] != nil else { return }
            untold[seq]?.update(change)
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

    /// Drops the oldest records beyond the limit; the last one always stays.
    private mutating func trim() {
        while byteCount > bytesMax, dropped + 1 < nextSeq - 1 {
            dropOldest()
        }
    }

    private mutating func dropOldest() {
        if let entry = chunks[0][head] {
            let oldest = entry.record
            byteCount -= oldest.byteCount
            if isRecorded, oldest.isPending || changed.contains(oldest.seq) {
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

extension JournalRecord {
    /// True if its exchange has not ended.
    fileprivate var isPending: Bool { message?.ended == .pending }
}
