/// The work of a server, since its start and at present, for metrics.
package struct ServerLoad: Sendable, Equatable {
    /// The upper bounds of the buckets of durations, in nanoseconds; longer durations are counted
    /// in one more bucket.
    package static let boundsNs: [Int64] = [
        1_000_000, 2_500_000, 5_000_000, 10_000_000, 25_000_000, 100_000_000, 250_000_000,
        1_000_000_000, 2_500_000_000, 10_000_000_000, 30_000_000_000, 90_000_000_000,
    ]

    package var connectionsOpened = 0
    package var connectionsClosed = 0
    package var exchangesBegun = 0
    package var exchangesEnded = 0
    /// The number of timed exchanges for each bound, and that of longer ones.
    package var durations = [Int](repeating: 0, count: boundsNs.count + 1)
    /// The sum of their durations, in nanoseconds.
    package var durationNs = 0

    /// A server that has done nothing.
    package init() {}
}
