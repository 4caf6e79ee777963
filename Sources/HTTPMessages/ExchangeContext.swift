/// The state that the exchanges of a lane share.
package final class ExchangeContext {
    package let limits: HTTPLimits
    var heads = KnownHeads()
    /// The date of the latest answer, which is that of the next ones for up to a second.
    private var latestDate = (unixSeconds: Int64.min, value: [UInt8]())

    /// A context without any exchange so far.
    package init(_ limits: HTTPLimits) {
        self.limits = limits
    }

    /// Returns the value of `Date` in answers that are sent at `now`.
    func date(at now: Instant) -> [UInt8] {
        let seconds = now.unix / 1_000_000_000
        if latestDate.unixSeconds != seconds {
            latestDate = (seconds, HTTPDate.value(unixSeconds: seconds))
        }
        return latestDate.value
    }
}
