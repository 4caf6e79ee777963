/// Stretches of time on the sandbox clock, counted from the sandbox's beginning.
struct Window: Sendable, Equatable {
    var from = Timespan.zero
    /// How long a stretch lasts; nil for ever.
    var length: Timespan?
    /// From the beginning of one stretch to that of the next; nil when there is only one.
    var period: Timespan?

    func contains(_ elapsed: Timespan) -> Bool {
        guard elapsed >= from else { return false }
        var time = elapsed.nanoseconds - from.nanoseconds
        if let period { time %= period.nanoseconds }
        return length.map { time < $0.nanoseconds } ?? true
    }
}

extension Window: CustomStringConvertible {
    var description: String {
        var text = "from \(from)"
        if let length { text += " for \(length)" }
        if let period { text += " every \(period)" }
        return text
    }
}
