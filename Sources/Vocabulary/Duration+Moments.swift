extension Duration {
    /// Whole nanoseconds, rounded towards zero; the greatest or least number if they do not fit,
    /// which stands for "never".
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, isBeyond) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return isBeyond || overflow ? (seconds < 0 ? .min : .max) : sum
    }

    /// Whole milliseconds, rounded towards zero; saturated like nanoseconds.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, isBeyond) = seconds.multipliedReportingOverflow(by: 1_000)
        let (sum, overflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return isBeyond || overflow ? (seconds < 0 ? .min : .max) : sum
    }
}

extension SandboxTime {
    /// Returns the time a span later; `never` if it does not fit.
    package func advanced(by span: Duration) -> SandboxTime {
        // Most spans of a message are zero, and 128 bits are not free.
        guard span != .zero else { return self }
        let (sum, overflow) = nanoseconds.addingReportingOverflow(span.nanoseconds)
        return overflow ? .never : SandboxTime(nanoseconds: sum)
    }

    /// Returns the span until another time; negative if that has passed.
    package func duration(to other: SandboxTime) -> Duration {
        .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
    }

    /// The time since the sandbox began.
    package var sinceBegin: Duration { .nanoseconds(nanoseconds) }
}

extension UnixTime {
    /// Returns the time a span later; `never` if it does not fit.
    package func advanced(by span: Duration) -> UnixTime {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(span.nanoseconds)
        return overflow ? .never : UnixTime(nanoseconds: sum)
    }

    /// Returns the span until another time; negative if that has passed.
    package func duration(to other: UnixTime) -> Duration {
        .nanoseconds(other.nanoseconds) - .nanoseconds(nanoseconds)
    }
}
