/// A walk over the records of one transaction, the newest first, in as many steps at a time as its
/// caller has time for. It may go on while the journal grows.
struct RecordWalk: Sendable {
    /// The numbers of the next records, one for each chain.
    private var next: [Int]
    /// The number of a record behind which the walk ends.
    private let begin: Int
    private var found: [Int] = []

    /// - Parameter chains: the numbers of the newest records of the chains.
    init(from chains: [Int], after begin: Int) {
        next = chains
        self.begin = begin
    }

    /// The number of the oldest record so far.
    var first: Int? { found.last }

    /// The numbers of the records so far, the oldest first.
    var numbers: [Int] { found.reversed() }

    /// Finds more records.
    ///
    /// - Parameter steps: how many; those that are left on return.
    /// - Returns: true if there are no more.
    mutating func advance(in journal: borrowing SandboxJournal, steps: inout Int) -> Bool {
        let end = max(begin, journal.dropped)
        while let newest = next.max(), newest > end, let chain = next.firstIndex(of: newest) {
            guard steps > 0 else { return false }
            steps -= 1
            found.append(newest)
            next[chain] = journal.previous(of: newest)
        }
        return true
    }
}
