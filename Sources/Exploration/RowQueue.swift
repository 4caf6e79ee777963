/// Rows that are to be met, the simplest first; each is tried twice at most.
struct RowQueue: Sendable {
    private static let triesMax = 2

    /// The rows by the sum of their ranks.
    private var buckets: [[Row]] = []
    private var known: Set<Row> = []
    private(set) var tries: [Row: Int] = [:]

    /// Adds a row unless it was added before.
    mutating func add(_ row: Row) {
        guard known.insert(row).inserted else { return }
        push(row)
    }

    /// The number of all rows that are possible.
    var count: Int { known.count }

    /// All rows that are possible.
    var all: Set<Row> { known }

    /// Returns the simplest row that is not covered; nil if there is none.
    mutating func next(unless isCovered: (Row) -> Bool) -> Row? {
        for cost in buckets.indices {
            while let row = buckets[cost].first {
                buckets[cost].removeFirst()
                guard !isCovered(row) else { continue }
                let count = tries[row, default: 0] + 1
                tries[row] = count
                // If it does not happen, it has one more chance, behind its like.
                if count < Self.triesMax { retries.append(row) }
                return row
            }
        }
        guard !retries.isEmpty else { return nil }
        for row in retries { push(row) }
        retries = []
        return next(unless: isCovered)
    }

    private var retries: [Row] = []

    private mutating func push(_ row: Row) {
        let cost = row.kind.rank + row.point.history.reduce(0) { $0 + $1.kind.rank }
        while buckets.count <= cost { buckets.append([]) }
        buckets[cost].append(row)
    }
}
