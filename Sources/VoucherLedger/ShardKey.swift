/// What tells the keys of `Shards` roughly apart, cheaper than their hashes.
protocol ShardKey: Hashable, Sendable {
    /// A number that differs for most keys in its low bits.
    var shard: UInt64 { get }
}

extension TransactionID: ShardKey {
    /// Every bit of the id counts.
    var shard: UInt64 { high ^ low }
}

extension TransactionKey: ShardKey {
    /// That of its id.
    var shard: UInt64 { id.shard }
}

extension String: ShardKey {
    /// Every byte counts.
    var shard: UInt64 { utf8.reduce(0) { $0 &* 31 &+ UInt64($1) } }
}
