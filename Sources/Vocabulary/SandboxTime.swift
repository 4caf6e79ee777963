/// A moment of one sandbox: how long it has existed, on its own clock.
package struct SandboxTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since the sandbox began; never negative.
    package let nanoseconds: Int64

    /// The moment at which a sandbox begins.
    package static let begin = SandboxTime(nanoseconds: 0)
    /// Later than everything.
    package static let never = SandboxTime(nanoseconds: .max)

    /// A moment in nanoseconds since the sandbox began.
    @inlinable
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Orders by time.
    @inlinable
    package static func < (left: SandboxTime, right: SandboxTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

/// A moment for people: a time on a calendar.
package struct UnixTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package let nanoseconds: Int64

    /// Later than everything: a sum that does not fit.
    package static let never = UnixTime(nanoseconds: .max)

    /// A moment in nanoseconds since 1970-01-01T00:00:00Z.
    @inlinable
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Orders by time.
    @inlinable
    package static func < (left: UnixTime, right: UnixTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The time as the interface writes it, to the millisecond: `2026-01-28T10:41:29.123Z`.
    package var text: String { Timestamp.text(unixNs: nanoseconds) }
}
