/// The faults that the next sale of a till will probably meet, and the rows they make: a till
/// retries what is unknown up to its most, then confirms or reverses until it is answered.
struct Forecast {
    /// The faults in order.
    private(set) var faults: [MetFault] = []

    /// - Parameters:
    ///   - attemptsMax: the most attempts of a sale.
    ///   - hasConfirmations: true if the till confirms what it gets.
    init(_ schedule: Schedule, attemptsMax: Int, hasConfirmations: Bool) {
        var index = 0
        var last = FaultKind.normal
        repeat {
            last = schedule[.attempts].kind(at: index)
            meet(last, on: .attempts)
            index += 1
        } while last.outcome == .unknown && index < attemptsMax
        guard last.outcome != .final || index > 1 else { return }
        let lane = last.outcome == .answered ? Schedule.Lane.confirmations : .reversals
        guard lane == .reversals || hasConfirmations else { return }
        for index in 0..<Self.advicesMax {
            let kind = schedule[lane].kind(at: index)
            meet(kind, on: lane)
            if kind.outcome != .unknown { return }
        }
    }

    private static let advicesMax = 8

    private mutating func meet(_ kind: FaultKind, on lane: Schedule.Lane) {
        if kind != .normal { faults.append(MetFault(lane: lane, kind: kind)) }
    }

    /// The rows of two or three.
    func rows(_ order: Int) -> [Row] {
        guard faults.count >= order else { return [] }
        return (0...(faults.count - order)).map { start in
            let last = faults[start + order - 1]
            return Row(
                point: Point(
                    history: Array(faults[start..<(start + order - 1)]), lane: last.lane),
                kind: last.kind)
        }
    }
}
