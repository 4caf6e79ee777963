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
    /// The numbers of the entries, by their ids; of several clients under one id, of the first.
    private var index = NumberIndex()
    /// The numbers of the entries under ids that another client had used, by client.
    private var others: [TransactionID: [String: Int]] = [:]
    /// The number of entries of each client.
    private var counts: [String: Int] = [:]
    /// The number of entries.
    private(set) var count = 0
    /// The number of the earliest entry, at least.
    private(set) var firstNumber = 1
    /// Up to which number the entries of a client are forgotten, until they are swept.
    private var forgotten: [String: Int] = [:]
    /// The number of chunks that the sweep has passed.
    private var sweptChunks = 0
    /// True if a client was forgotten since the sweep began: another one has to follow it.
    private var sweepsAgain = false

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
    mutating func update(_ value: consuming Value, for key: TransactionKey) -> Int {
        if let number = number(of: key) {
            entries[number - 1] = Entry(key: key, value: value)
            return number
        }
        entries.append(Entry(key: key, value: value))
        if first(under: key.id) == nil {
            index.insert(latestNumber, key.id.indexHash)
        } else {
            others[key.id, default: [:]][key.client] = latestNumber
        }
        count += 1
        counts[key.client, default: 0] += 1
        return latestNumber
    }

    /// The numbers under an id, one for each client; forgotten ones may be among them.
    func numbers(of id: TransactionID) -> [Int] {
        let others = others[id].map { Array($0.values) } ?? []
        return first(under: id).map { others + [$0] } ?? others
    }

    /// Returns the number of the newest entry under an id whose client matches; nil for none.
    func newest(of id: TransactionID, where matches: (String) -> Bool) -> Int? {
        let others = (others[id] ?? [:]).filter { client, number in
            matches(client)
                && Self.isKept(number, of: TransactionKey(client: client, id: id), forgotten)
        }
        let first = first(under: id) { matches($0.client) }
        return [first, others.values.max()].compactMap { $0 }.max()
    }

    /// Returns true if another client has used the id of a key before.
    func isLater(_ key: TransactionKey) -> Bool {
        first(under: key.id) { $0.client != key.client } != nil
    }

    private func number(of key: TransactionKey) -> Int? {
        if let number = first(under: key.id, where: { $0 == key }) { return number }
        guard !others.isEmpty, let number = others[key.id]?[key.client],
            Self.isKept(number, of: key, forgotten)
        else { return nil }
        return number
    }

    /// The number of the first client's entry under an id, if its key is one that is looked for.
    private func first(
        under id: TransactionID, where matches: (TransactionKey) -> Bool = { _ in true }
    ) -> Int? {
        index.first(id.indexHash) { number in
            entries.look(at: number - 1) {
                $0.key.id == id && matches($0.key) && Self.isKept(number, of: $0.key, forgotten)
            } == true
        }
    }

    private mutating func remove(_ key: TransactionKey) {
        guard let number = number(of: key) else { return }
        entries[number - 1] = nil
        removeFromIndex(number, of: key)
        count -= 1
        counts[key.client, default: 1] -= 1
    }

    private mutating func removeFromIndex(_ number: Int, of key: TransactionKey) {
        if others[key.id]?[key.client] == number {
            others[key.id]?[key.client] = nil
            if others[key.id]?.isEmpty == true { others[key.id] = nil }
        } else {
            index.remove(number, key.id.indexHash)
        }
    }

    // MARK: Forgetting

    /// Removes a client's; returns false if there are none.
    mutating func forget(client: String) -> Bool {
        guard let clientCount = counts.removeValue(forKey: client), clientCount > 0 else {
            return false
        }
        count -= clientCount
        forgotten[client] = latestNumber
        sweepsAgain = sweptChunks > 0
        if count == 0 { firstNumber = latestNumber + 1 }
        return true
    }

    /// True if something that is forgotten may still be there.
    var isSweeping: Bool { !forgotten.isEmpty }

    /// Lets go of what is forgotten in a small part of the entries, one after the other.
    ///
    /// - Returns: the entries, with their numbers.
    mutating func sweep() -> [(number: Int, value: Value)] {
        guard isSweeping else { return [] }
        var swept: [(number: Int, value: Value)] = []
        let end = min(entries.chunkCount, sweptChunks + 1 + entries.chunkCount / 256)
        while sweptChunks < end {
            let removed = entries.removeAll(in: sweptChunks) { [forgotten] place, entry in
                !Self.isKept(place + 1, of: entry.key, forgotten)
            }
            for (place, entry) in removed {
                removeFromIndex(place + 1, of: entry.key)
                swept.append((place + 1, entry.value))
            }
            sweptChunks += 1
        }
        if sweptChunks == entries.chunkCount { endSweep() }
        return swept
    }

    private mutating func endSweep() {
        sweptChunks = 0
        if !sweepsAgain { forgotten = [:] }
        sweepsAgain = false
    }

    private static func isKept(
        _ number: Int, of key: TransactionKey, _ forgotten: [String: Int]
    ) -> Bool {
        forgotten.isEmpty || number > forgotten[key.client] ?? 0
    }
}
