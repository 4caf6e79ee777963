extension Delay {
    /// A duration, or how to draw one.
    static let decoder = Decoder<Delay>.either(
        Decoder<Duration>.duration.map { Delay.fixed($0) },
        Distribution.keys.decoder { given, reading in reading.delay(given) })
}

private struct Distribution: Sendable {
    var between: [Duration]?
    var median: Duration?
    var p99: Duration?

    static let keys = Keys("A distribution", of: Distribution()) {
        Key(
            "between", \.between, .list(of: .duration, atLeast: 2),
            "Two durations; anything between them is as likely.")
        Key(
            "median", \.median, .positiveDuration,
            "Half of the waits are shorter; drawn from a lognormal distribution.")
        Key(
            "p99", \.p99, .positiveDuration,
            "One wait in a hundred is longer; stands beside `median`.")
    }
}

extension Reading {
    /// Nil for a distribution that is none, which is noted.
    fileprivate mutating func delay(_ given: Given<Distribution>) -> Delay? {
        guard given.mistaken.isEmpty else { return nil }
        let place = given.mapping.place
        switch (given.root.between, given.root.median, given.root.p99) {
        case (let bounds?, nil, nil):
            if bounds.count == 2, bounds[0] <= bounds[1] {
                return .uniform(from: bounds[0], to: bounds[1])
            }
            let need = bounds.count == 2 ? "the shorter first" : "no more"
            note(
                "`between` takes two durations, \(need)",
                at: given.entry(\.between)?.value.place ?? place)
        case (nil, let median?, let p99?):
            if median <= p99 { return .lognormal(median: median, p99: p99) }
            note("`p99` is shorter than `median`", at: given.entry(\.p99)?.value.place ?? place)
        default:
            note(
                "a distribution is `between`, or `median` and `p99`",
                hint: "e.g. {between: [100ms, 2s]} or {median: 300ms, p99: 4s}", at: place)
        }
        return nil
    }
}
