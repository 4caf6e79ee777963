/// The entries of provisions, redemptions or refunds. All entries of a client can be forgotten at
/// once: from then on they count for nothing, and `sweep` removes them in small steps.
struct ClientEntries<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        /// The number of the entry, from 1, forgotten ones counted.
        let number: Int
        var value: Value
    }

    private var entries = Shards<TransactionKey, Entry>()
    /// The number of the latest entry.
    private(set) var latestNumber = 0
    /// The number of entries of each client.
    private var counts: [String: Int] = [:]
    /// The number of entries.
    private(set) var count = 0
    /// Up to which number the entries of a client are forgotten.
    private var forgotten: [String: Int] = [:]

    subscript(key: TransactionKey) -> Value? {
        get {
            guard let entry = entries[key], Self.isKept(entry.number, of: key, forgotten) else {
                return nil
            }
            return entry.value
        }
        set {
            guard let newValue else { return remove(key) }
            let (forgotten, next) = (forgotten, latestNumber + 1)
            let isNew = entries.modify(key) { entry in
                if let number = entry?.number, Self.isKept(number, of: key, forgotten) {
                    entry?.value = newValue
                    return false
                }
                entry = Entry(number: next, value: newValue)
                return true
            }
            guard isNew else { return }
            latestNumber = next
            count += 1
            counts[key.client, default: 0] += 1
        }
    }

    /// An entry and its number, from 1 in the order in which they came; nil for none.
    func numbered(_ key: TransactionKey) -> (number: Int, value: Value)? {
        guard let entry = entries[key], Self.isKept(entry.number, of: key, forgotten) else {
            return nil
        }
        return (entry.number, entry.value)
    }

    /// The latest entry under an id, whichever client's it is.
    func latestKey(of id: TransactionID) -> TransactionKey? {
        entries.keys(near: id.shard).filter { $0.id == id }
            .compactMap { key in numbered(key).map { (key: key, number: $0.number) } }
            .max { $0.number < $1.number }?.key
    }

    private mutating func remove(_ key: TransactionKey) {
        guard self[key] != nil else { return }
        entries[key] = nil
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
        return true
    }

    /// Lets go of what is forgotten in one of `Shards.count` parts.
    mutating func sweep(_ part: Int) {
        guard !forgotten.isEmpty else { return }
        let forgotten = forgotten
        entries.removeAll(in: part) { key, entry in
            !Self.isKept(entry.number, of: key, forgotten)
        }
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
