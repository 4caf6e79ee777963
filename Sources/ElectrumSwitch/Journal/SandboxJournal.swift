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

/// The newest records of one sandbox, up to a limit, indexed by transaction. Those about one
/// transaction, which is an id of one client, are a chain. A value in chunks: a long journal grows
/// without moving its records, and a copy is cheap and stays unchanged while the journal grows.
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
        /// - Returns: the bytes by which it grew, and true if its exchange has ended by the change.
        mutating func update(
            _ bases: inout KeptBases, _ change: (inout RecordedMessage) -> Void
        ) -> (growth: Int, hasEnded: Bool) {
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
    /// The number of the newest record under each id; of several clients, of the first one's.
    private var latest = NumberIndex()
    /// The other clients of ids, and the resets of clients.
    private var clients = RecordClients()
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

    /// Returns the numbers of the kept records under an id, the oldest first; of several clients
    /// those of the first one.
    func numbers(of id: TransactionID) -> [Int] {
        latestNumber(of: id).map { numbers(upTo: $0) } ?? []
    }

    /// Returns the numbers of the kept records of a client's transaction since the client's last
    /// reset, the oldest first.
    func numbers(of key: TransactionKey) -> [Int] {
        var (walk, steps) = (walk(of: key), Int.max)
        _ = walk.advance(in: self, steps: &steps)
        return walk.numbers
    }

    /// Returns the numbers of the kept records of the transaction that begins with one.
    func numbers(ofBeginning seq: Int) -> [Int] {
        guard let record = self[seq], let id = record.keptTransaction.flatMap(TransactionID.init)
        else { return [] }
        let client = record.sender?.key
        let end = clients.period(of: client, at: seq).upperBound
        let chains = [client.flatMap { clients.newest(under: id, of: $0) }, latestNumber(of: id)]
        let found = chains.lazy.compactMap { $0 }.map(numbers(upTo:)).first { $0.contains(seq) }
        return found?.filter { (seq..<end).contains($0) } ?? []
    }

    private func numbers(upTo newest: Int) -> [Int] {
        var (walk, steps) = (RecordWalk(from: [newest], after: dropped), Int.max)
        _ = walk.advance(in: self, steps: &steps)
        return walk.numbers
    }

    /// Returns the numbers of records, and of the resets that keep them apart, in order.
    func withResets(_ numbers: [Int]) -> [Int] {
        guard clients.haveReset, let first = numbers.min(), let last = numbers.max() else {
            return numbers
        }
        return (numbers + clients.resets(from: first, to: last)).sorted()
    }

    /// Returns a walk over the records of a client's transaction since the client's last reset.
    func walk(of key: TransactionKey) -> RecordWalk {
        let chains = [newest(of: key), clients.newestUnnamed(under: key.id, of: key.client)]
        let begin = clients.period(of: key.client, at: nextSeq).lowerBound
        return RecordWalk(from: chains.compactMap { $0 }, after: begin)
    }

    private func newest(of key: TransactionKey) -> Int? {
        let first = latestNumber(of: key.id)
        guard !clients.areSeveral(under: key.id) else {
            return clients.isFirst(key.client, under: key.id)
                ? first : clients.newest(under: key.id, of: key.client)
        }
        let client = first.flatMap(sender(upTo:))
        return client.map { RecordClients.areOne($0, key.client) } ?? true ? first : nil
    }

    /// Returns the number of the record before one about the same transaction; 0 for none.
    func previous(of seq: Int) -> Int {
        place(of: seq).flatMap { chunk, index in chunks[chunk][index]?.previous } ?? 0
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
        return entry.previous <= dropped || isReset(between: entry.previous, seq, entry.record)
    }

    /// Returns true if the client of a record was reset since the one before.
    private func isReset(
        between previous: Int, _ seq: Int, _ record: borrowing JournalRecord
    ) -> Bool {
        clients.haveReset
            && previous < clients.period(of: record.sender?.key, at: seq).lowerBound
    }

    private func place(of seq: Int) -> (chunk: Int, index: Int)? {
        guard seq > dropped, seq < nextSeq else { return nil }
        let offset = seq - dropped - 1 + head
        return (offset / Self.chunkLength, offset % Self.chunkLength)
    }

    // MARK: Writing

    /// Appends a record numbered `nextSeq`.
    ///
    /// - Parameter client: the client that it is about, if the record does not tell it.
    mutating func append(_ record: JournalRecord, of client: String? = nil) {
        if let message = record.message { return append(message, of: client) }
        if case .reset(let place, let named) = record {
            clients.noteReset(of: client ?? named.key, at: place.seq)
        }
        append(record, of: client, byteCount: record.byteCount)
    }

    /// Appends the record of a message or a delivery, numbered `nextSeq`.
    mutating func append(_ message: consuming RecordedMessage, of client: String? = nil) {
        message.shareFields(by: &fields)
        message.request.shrink(by: &requests)
        let byteCount = message.byteCount
        append(JournalRecord(message), of: client, byteCount: byteCount)
    }

    private mutating func append(
        _ record: consuming JournalRecord, of client: String?, byteCount size: Int
    ) {
        let id = record.keptTransaction.flatMap(TransactionID.init)
        let (seq, isOpen) = (nextSeq, record.isOpen)
        let previous = if let id { note(seq, about: id, record, of: client) } else { 0 }
        byteCount += size
        if isOpen { openCount += 1 }
        if id != nil, previous == 0 || isReset(between: previous, seq, record) {
            transactionCount += 1
        }
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
    private mutating func note(
        _ seq: Int, about id: TransactionID, _ record: borrowing JournalRecord, of client: String?
    ) -> Int {
        let first = latestNumber(of: id)
        if let other = other(than: first, id, record, of: client) {
            return clients.put(seq, under: id, of: other)
        }
        latest.put(seq, inPlaceOf: first, id.indexHash)
        clients.note(seq, under: id)
        return first ?? 0
    }

    /// Returns the client whose chain under an id a record belongs to; nil for that of the first
    /// client. What no client has sent belongs there, and a lookup of a client that has sent
    /// nothing else under the id: it asks for somebody's voucher.
    ///
    /// - Parameter first: the newest record of the first client.
    private mutating func other(
        than first: Int?, _ id: TransactionID, _ record: borrowing JournalRecord, of client: String?
    ) -> String? {
        if !clients.areSeveral(under: id) {
            // Mostly the client is the same, or there is nothing under the id.
            guard client == nil, let first, self[first].map({ !record.hasSender(of: $0) }) ?? false
            else { return nil }
            guard let host = sender(upTo: first), let client = record.sender?.key,
                !RecordClients.areOne(host, client)
            else { return nil }
            clients.share(id, first: host, newest: first)
        }
        guard let client = client ?? record.sender?.key else { return nil }
        return clients.other(under: id, client, isLookup: record.operation?.role == .lookup)
    }

    /// Returns the client of a chain under an id that no other client has used, as far as its
    /// newest records tell it.
    private func sender(upTo newest: Int) -> String? {
        var (seq, unnamed) = (newest, String?.none)
        for _ in 0..<Self.sendersMax {
            guard let (chunk, index) = place(of: seq), let entry = chunks[chunk][index] else {
                break
            }
            if let client = entry.record.sender {
                if client.credentials != nil { return client.key }
                unnamed = unnamed ?? client.key
            }
            seq = entry.previous
        }
        return unnamed
    }

    /// The most records without credentials that are passed over.
    private static let sendersMax = 64

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
            byteCount += result.growth
            hasEnded = result.hasEnded
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
            if let id = entry.id {
                latest.remove(oldest.seq, id.indexHash)
                clients.drop(oldest.seq, under: id)
            }
            if case .reset = oldest { clients.dropReset(oldest.seq) }
        }
        chunks[0][head] = nil
        dropped += 1
        head += 1
        guard head == Self.chunkLength else { return }
        chunks.removeFirst()
        head = 0
    }
}
