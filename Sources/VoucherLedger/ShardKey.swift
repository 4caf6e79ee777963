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
    var shard: UInt64 { utf8.reduce(0) { $0 &* 31 &+ UInt64($1) } }
}
