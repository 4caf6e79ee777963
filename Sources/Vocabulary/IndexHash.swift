/// Hashes of 128 bits for an index. Like those of the standard library they differ from process to
/// process, so that nobody can choose ids that lie together; they take a tenth of the time, and a
/// provision looks for its id ten times.
package enum IndexHash {
    private static let key = UInt64(truncatingIfNeeded: Hasher().finalize())

    /// Returns the hash of a number of 128 bits.
    package static func of(_ high: UInt64, _ low: UInt64) -> Int {
        Int(truncatingIfNeeded: SeededGenerator.mixed(SeededGenerator.mixed(high ^ key) ^ low))
    }
}
