import Journal
import Vocabulary

/// The condition and the progress of `GET …/journal/await`. It reads every record once.
struct Awaited: Sendable {
    let filter: JournalFilter
    /// The number of records to wait for; 0 waits for their absence until the time is up.
    let count: Int
    /// True if the operations must come in the order in which they are named.
    let isInOrder: Bool

    /// The numbers of the records that match.
    private(set) var found: [Int] = []
    /// The number of operations that have come in their order.
    private var inOrderCount = 0
    /// The number of the next record to read.
    private(set) var nextSeq: Int
    /// The number of records read.
    private(set) var readCount = 0

    init(_ filter: JournalFilter, count: Int = 1, isInOrder: Bool = false) {
        self.filter = filter
        self.count = count
        self.isInOrder = isInOrder
        nextSeq = min(filter.since, .max - 1) + 1
    }

    /// Reads the records of a journal that it has not read yet.
    mutating func read(_ journal: SandboxJournal) {
        guard nextSeq < journal.nextSeq else { return }
        for seq in max(nextSeq, journal.dropped + 1)..<journal.nextSeq {
            if let record = journal[seq] { take(record) }
        }
    }

    /// Reads a new record.
    mutating func take(_ record: JournalRecord) {
        guard record.seq >= nextSeq else { return }
        nextSeq = record.seq + 1
        readCount += 1
        guard let operation = record.operation, filter.matches(record) else { return }
        found.append(record.seq)
        if inOrderCount < filter.operations.count,
            operation.rawValue == filter.operations[inOrderCount]
        {
            inOrderCount += 1
        }
    }

    /// Returns true if the condition is met, false if it never will be, nil while it is open.
    func decision(isTimeUp: Bool) -> Bool? {
        if count == 0 {
            if !found.isEmpty { return false }
            return isTimeUp ? true : nil
        }
        let isThere =
            isInOrder ? inOrderCount == filter.operations.count : found.count >= count
        return isThere ? true : isTimeUp ? false : nil
    }
}
