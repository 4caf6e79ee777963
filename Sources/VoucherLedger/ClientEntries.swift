/// The entries of provisions, redemptions or refunds, numbered from 1 in the order in which they
/// came. All entries of a client can be forgotten at once: from then on they count for nothing, and
/// `sweep` removes them in small steps.
struct ClientEntries<Value: Sendable>: Sendable {
    /// An entry with its key.
    struct Entry: Sendable {
        let key: TransactionKey
        var value: Value
    }

    /// The entries, forgotten ones among them; number 1 is at place 0.
    private var entries = Chunks<Entry>()
    /// The numbers of the entries, by their ids.
    private var index = NumberIndex()
    /// The number of entries of each client.
    private var counts: [String: Int] = [:]
    /// The number of entries.
    private(set) var count = 0
    /// The number of the earliest entry, at least.
    private(set) var firstNumber = 1
    /// Up to which number the entries of a client are forgotten.
    private var forgotten: [String: Int] = [:]
    /// The number of chunks that were swept since a client was forgotten.
    private var sweptChunks = 0

    /// The number of steps of a sweep.
    static var sweepSteps: Int { 256 }

    /// The number of the latest entry.
    var latestNumber: Int { entries.count }

    /// The numbers that entries may have.
    var numbers: Range<Int> { firstNumber..<latestNumber + 1 }

    /// The entry with a number; nil if it was removed or is forgotten.
    subscript(number: Int) -> Entry? {
        guard let entry = entries[number - 1], Self.isKept(number, of: entry.key, forgotten) else {
            return nil
        }
        return entry
    }

    subscript(key: TransactionKey) -> Value? {
        get { number(of: key).flatMap { entries[$0 - 1]?.value } }
        set {
            if let newValue { _ = update(newValue, for: key) } else { remove(key) }
        }
    }

    /// Returns what a closure says about the value of a key, without a copy of it; nil if there is
    /// none.
    func look<Result>(at key: TransactionKey, _ body: (borrowing Value) -> Result) -> Result? {
        number(of: key).flatMap { entries.look(at: $0 - 1) { body($0.value) } }
    }

    /// Sets the value of a key.
    ///
    /// - Returns: the number of the entry.
    mutating func update(_ value: Value, for key: TransactionKey) -> Int {
        let entry = Entry(key: key, value: value)
        if let number = number(of: key) {
            entries[number - 1] = entry
            return number
        }
        entries.append(entry)
        index.insert(latestNumber, key.id.hashValue)
        count += 1
        counts[key.client, default: 0] += 1
        return latestNumber
    }

    /// The keys under an id, one for each client, the oldest first.
    func keys(of id: TransactionID) -> [TransactionKey] {
        index.all(id.hashValue).sorted().compactMap { self[$0]?.key }.filter { $0.id == id }
    }

    private func number(of key: TransactionKey) -> Int? {
        index.first(key.id.hashValue) { number in
            entries.look(at: number - 1) { $0.key == key } == true
                && Self.isKept(number, of: key, forgotten)
        }
    }

    private mutating func remove(_ key: TransactionKey) {
        guard let number = number(of: key) else { return }
        entries[number - 1] = nil
        index.remove(number, key.id.hashValue)
        count -= 1
        counts[key.client, default: 1] -= 1
    }

    // MARK: Forgetting

    /// Removes a client's; returns false if there are none.
    mutating func forget(client: String) -> Bool {
        guard let clientCount = counts.removeValue(forKey: client), clientCount > 0 else {
            return false
        }
        count -= clientCount
        forgotten[client] = latestNumber
        sweptChunks = 0
        if count == 0 { firstNumber = latestNumber + 1 }
        return true
    }

    /// Lets go of what is forgotten in one of `sweepSteps` parts, which must come in order.
    ///
    /// - Returns: the entries, with their numbers.
    mutating func sweep(_ part: Int) -> [(number: Int, value: Value)] {
        guard !forgotten.isEmpty else { return [] }
        var swept: [(number: Int, value: Value)] = []
        let end = entries.chunkCount * (part + 1) / Self.sweepSteps
        while sweptChunks < end {
            let removed = entries.removeAll(in: sweptChunks) { [forgotten] place, entry in
                !Self.isKept(place + 1, of: entry.key, forgotten)
            }
            for (place, entry) in removed {
                index.remove(place + 1, entry.key.id.hashValue)
                swept.append((place + 1, entry.value))
            }
            sweptChunks += 1
        }
        return swept
    }

    /// Every part was swept since the last client was forgotten.
    mutating func endSweep() {
        forgotten = [:]
    }

    private static func isKept(
        _ number: Int, of key: TransactionKey, _ forgotten: [String: Int]
    ) -> Bool {
        forgotten.isEmpty || number > forgotten[key.client] ?? 0
    }
}
