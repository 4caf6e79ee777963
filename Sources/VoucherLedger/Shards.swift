/// A dictionary that grows in small steps: a plain one moves all its entries when it doubles, and
/// with a million of them every request would wait.
struct Shards<Key: ShardKey, Value: Sendable>: Sendable {
    private var shards = [[Key: Value]](repeating: [:], count: Self.count)

    /// The number of parts.
    static var count: Int { 256 }

    /// No entries.
    init() {}

    /// The value of a key; nil removes the entry.
    subscript(key: Key) -> Value? {
        get { shards[Self.index(of: key)][key] }
        set { shards[Self.index(of: key)][key] = newValue }
    }

    /// Sets the value of a key.
    ///
    /// - Returns: the one before.
    mutating func update(_ value: Value, for key: Key) -> Value? {
        shards[Self.index(of: key)].updateValue(value, forKey: key)
    }

    /// Adds an entry unless the key has one; returns false if it has.
    mutating func insert(_ value: Value, for key: Key) -> Bool {
        func insert(_ present: inout Value?) -> Bool {
            guard present == nil else { return false }
            present = value
            return true
        }
        return insert(&shards[Self.index(of: key)][key])
    }

    /// Changes, adds or removes the entry of a key where it stands.
    mutating func modify<Result>(_ key: Key, _ change: (inout Value?) -> Result) -> Result {
        change(&shards[Self.index(of: key)][key])
    }

    /// The keys that stand in one part with those of a number; see `ShardKey.shard`.
    func keys(near shard: UInt64) -> some Sequence<Key> { shards[Self.index(of: shard)].keys }

    /// Removes the entries of a part that are not wanted any more.
    mutating func removeAll(in part: Int, where isUnwanted: (Key, Value) -> Bool) {
        guard shards[part].contains(where: { isUnwanted($0.key, $0.value) }) else { return }
        shards[part] = shards[part].filter { !isUnwanted($0.key, $0.value) }
    }

    private static func index(of key: Key) -> Int {
        index(of: key.shard)
    }

    private static func index(of shard: UInt64) -> Int {
        // The high bits of the product depend on all low ones.
        Int(truncatingIfNeeded: (shard &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
}

/// A key of `Shards`: a value that distributes keys over the shards and is cheaper than a hash.
protocol ShardKey: Hashable, Sendable {
    /// A number whose low bits differ for most keys.
    var shard: UInt64 { get }
}

extension TransactionID: ShardKey {
    /// Every bit of the id counts.
    var shard: UInt64 { high ^ low }
}

extension TransactionKey: ShardKey {
    /// The shard value of the id; the client does not matter.
    var shard: UInt64 { id.shard }
}

extension String: ShardKey {
    /// Every byte counts.
    var shard: UInt64 {
        var text = self
        return text.withUTF8 { $0.reduce(0) { $0 &* 31 &+ UInt64($1) } }
    }
}
