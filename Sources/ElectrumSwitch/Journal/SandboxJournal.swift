import Journal
import Vocabulary
import VoucherLedger

/// A change of a record in the journal of a sandbox, to be published.
struct JournalEvent: Equatable {
    /// The number of the record.
    let seq: Int
    /// True if the record is new.
    var isOpening = false
    /// True if the exchange that the record is about has ended.
    var isEnding = false
}

/// The newest records of one sandbox, up to a limit, indexed by transaction. A value in chunks: a
/// long journal grows without moving its records, and a copy is cheap and stays unchanged while the
/// journal grows.
struct SandboxJournal: Sendable {
    private struct Entry: Sendable {
        var record: JournalRecord
        /// The number of the previous record about the same transaction; 0 for none.
        let previous: Int

        /// The id of the record's subject, if it has one.
        var id: TransactionID? { record.keptTransaction.flatMap(TransactionID.init) }

        /// Changes the record where it stands.
        ///
        /// - Parameter bases: those of responses.
        /// - Returns: how many bytes it takes more than before, and true if it was open.
        mutating func update(
            _ bases: inout KeptBases, _ change: (inout RecordedMessage) -> Void
        ) -> (grown: Int, Bool) {
            var (growth, hasEnded) = (0, false)
            record.update { message in
                let (countBefore, wasOpen) = (message.response.byteCount, message.isOpen)
                change(&message)
                if countBefore == 0 { message.response.shrink(by: &bases) }
                growth = message.response.byteCount - countBefore
                hasEnded = wasOpen && !message.isOpen
            }
            return (growth, hasEnded)
        }
    }

    /// The chunks. All but the last have `chunkLength` places; those of dropped records are empty.
    private var chunks: [[Entry?]] = []
    /// The position of the oldest kept record in the first chunk.
    private var head = 0
    /// The number of the newest record about each transaction, by its id.
    private var latest = NumberIndex()
    /// The fields that later messages share.
    private var fields = KnownFields()
    /// The bodies from which those of later messages are kept as differences.
    private var requests = KeptBases()
    private var responses = KeptBases()
    /// About how many bytes the kept records take, their bodies whole.
    private(set) var byteCount = 0
    private let bytesMax: Int
    /// True if the journal is kept outside memory, too.
    let isKept: Bool
    /// The events that were not published yet, in order; those of one record that follow each other
    /// are one.
    private(set) var events: [JournalEvent] = []
    /// The number of records whose exchanges have not ended.
    private(set) var openCount = 0
    /// Records that were dropped before their last event, by number, so that the end of an exchange
    /// is kept outside memory even when memory has no room for it. Never more than there are open
    /// exchanges.
    private var untold: [Int: JournalRecord] = [:]
    /// The number of oldest records that were dropped.
    private(set) var dropped = 0
    /// The number of the next record.
    private(set) var nextSeq = 1
    /// The number of records that were added or changed so far, each change counted.
    private(set) var changeCount = 0
    /// The number of transactions that records are or were about.
    private(set) var transactionCount = 0

    private static let chunkLength = 64

    init(bytesMax: Int, isKept: Bool) {
        self.bytesMax = bytesMax
        self.isKept = isKept
    }

    /// The same journal with all records dropped; the next ones continue its numbers.
    var emptied: SandboxJournal {
        var journal = SandboxJournal(bytesMax: bytesMax, isKept: isKept)
        journal.nextSeq = nextSeq
        journal.dropped = nextSeq - 1
        return journal
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
        var seq = latestNumber(of: transaction) ?? 0
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

    /// Returns the request of the message with this number as it is kept; nil if it was dropped, or
    /// read from a journal.
    func request(of seq: Int) -> KeptBytes? {
        guard let (chunk, index) = place(of: seq),
            case .received(let bytes) = chunks[chunk][index]?.record.request
        else { return nil }
        return bytes
    }

    /// Returns the subject of the record with this number, as its till wrote it.
    func transaction(of seq: Int) -> String? {
        place(of: seq).flatMap { chunk, index in
            chunks[chunk][index]?.record.transaction
        }
    }

    /// Returns true if the record with this number is the first kept one about its transaction.
    func isBeginning(_ seq: Int) -> Bool {
        guard let (chunk, index) = place(of: seq), let entry = chunks[chunk][index],
            entry.id != nil
        else { return false }
        return entry.previous <= dropped
    }

    private func place(of seq: Int) -> (chunk: Int, index: Int)? {
        guard seq > dropped, seq < nextSeq else { return nil }
        let offset = seq - dropped - 1 + head
        return (offset / Self.chunkLength, offset % Self.chunkLength)
    }

    // MARK: Writing

    /// Appends a record numbered `nextSeq`.
    mutating func append(_ record: JournalRecord) {
        if let message = record.message { return append(message) }
        append(record, byteCount: record.byteCount)
    }

    /// Appends the record of a message or a delivery, numbered `nextSeq`.
    mutating func append(_ message: consuming RecordedMessage) {
        message.shareFields(by: &fields)
        message.request.shrink(by: &requests)
        let byteCount = message.byteCount
        append(JournalRecord(message), byteCount: byteCount)
    }

    private mutating func append(_ record: consuming JournalRecord, byteCount size: Int) {
        let id = record.keptTransaction.flatMap(TransactionID.init)
        let (seq, isOpen) = (nextSeq, record.isOpen)
        let previous = id.map { note(seq, about: $0) } ?? 0
        byteCount += size
        if isOpen { openCount += 1 }
        if id != nil, previous == 0 { transactionCount += 1 }
        if chunks.isEmpty || chunks[chunks.count - 1].count == Self.chunkLength {
            chunks.append([])
        }
        chunks[chunks.count - 1].append(Entry(record: record, previous: previous))
        nextSeq += 1
        note(JournalEvent(seq: seq, isOpening: true, isEnding: !isOpen))
        trim()
    }

    /// Takes note of the newest record about a transaction; returns the number of the one before, 0
    /// for none.
    private mutating func note(_ seq: Int, about id: TransactionID) -> Int {
        let previous = latestNumber(of: id)
        latest.put(seq, inPlaceOf: previous, id.indexHash)
        return previous ?? 0
    }

    private func latestNumber(of id: TransactionID) -> Int? {
        latest.first(id.indexHash) { seq in
            place(of: seq).map { chunk, index in chunks[chunk][index]?.id == id } ?? false
        }
    }

    /// Changes a record, unless it was let go; of what counts for its size, only the response.
    mutating func update(_ seq: Int, _ change: (inout RecordedMessage) -> Void) {
        note(JournalEvent(seq: seq, isEnding: changed(seq, change)))
        trim()
    }

    /// Puts the next version of a recorded journal in the place of a record: what ends there ended
    /// before.
    mutating func replace(by version: RecordedMessage) {
        _ = changed(version.seq) { $0 = version }
        note(JournalEvent(seq: version.seq))
        trim()
    }

    /// Changes a record; returns true if its exchange has ended by that.
    private mutating func changed(_ seq: Int, _ change: (inout RecordedMessage) -> Void) -> Bool {
        let hasEnded: Bool
        if let (chunk, index) = place(of: seq) {
            guard let result = chunks[chunk][index]?.update(&responses, change)
            else { return false }
            byteCount += result.grown
            hasEnded = result.1
        } else {
            guard var record = untold[seq] else { return false }
            let wasOpen = record.isOpen
            record.update(change)
            untold[seq] = record
            hasEnded = wasOpen && !record.isOpen
        }
        if hasEnded { openCount -= 1 }
        return hasEnded
    }

    private mutating func note(_ event: JournalEvent) {
        changeCount &+= 1
        guard let last = events.indices.last, events[last].seq == event.seq else {
            return events.append(event)
        }
        events[last].isOpening = events[last].isOpening || event.isOpening
        events[last].isEnding = events[last].isEnding || event.isEnding
    }

    /// Forgets the events, since they have been published.
    mutating func forgetEvents() {
        events.removeAll(keepingCapacity: true)
        if !untold.isEmpty { untold = untold.filter { $0.value.isOpen } }
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
            if isKept, oldest.isOpen || events.contains(where: { $0.seq == oldest.seq }) {
                untold[oldest.seq] = oldest
            } else if oldest.isOpen {
                openCount -= 1
            }
            if let id = entry.id { latest.remove(oldest.seq, id.indexHash) }
        }
        chunks[0][head] = nil
        dropped += 1
        head += 1
        guard head == Self.chunkLength else { return }
        chunks.removeFirst()
        head = 0
    }
}
