import Vocabulary

/// The kinds of faults met at the places of each lane, and the results.
package struct Coverage: Sendable {
    /// A place in a lane and a kind of fault there.
    package struct Cell: Hashable, Sendable {
        package let lane: Schedule.Lane
        package let index: Int
        package let kind: FaultKind

        package init(lane: Schedule.Lane, index: Int, kind: FaultKind) {
            self.lane = lane
            self.index = min(index, Coverage.indexMax)
            self.kind = kind
        }
    }

    /// The deepest place of a table; what is behind is counted there.
    private static let indexMax = 5

    /// The number of times that each was met, in all and in runs without findings.
    package private(set) var met: [Cell: Int] = [:]
    package private(set) var held: [Cell: Int] = [:]
    /// The number of times that each documented flow was played, F1 to F7.
    package private(set) var flows: [String: Int] = [:]
    /// In how many runs each fact held.
    package private(set) var facts: [String: Int] = [:]

    mutating func count(_ trace: Trace, in setting: Setting) {
        let isClean = trace.findings.isEmpty
        for fact in trace.facts { facts[fact, default: 0] += 1 }
        for transaction in trace.transactions {
            if let flow = Self.flow(of: transaction, in: setting) { flows[flow, default: 0] += 1 }
        }
        for message in trace.messages where message.met != .normal {
            let cell = Cell(lane: message.lane, index: message.index, kind: message.met)
            met[cell, default: 0] += 1
            if isClean { held[cell, default: 0] += 1 }
        }
    }

    /// Returns the documented flow that a sale is an example of; nil for one that is none, or did
    /// not get to its end.
    private static func flow(of messages: [TracedMessage], in setting: Setting) -> String? {
        let attempts = messages.filter { $0.lane == .attempts }
        guard let first = attempts.first, let last = attempts.last else { return nil }
        let isSold = last.met.outcome == .answered
        let isReversed = messages.contains { $0.operation == .reverse }
        switch first.met.outcome {
        case .final: return attempts.count == 1 ? "F5" : nil
        case .answered where attempts.count > 1: return nil
        case .answered: return setting.messaging == "single" ? "F2" : "F1"
        case .unknown:
            guard attempts.count > 1, isSold || isReversed else { return nil }
            let isError = first.met.isError
            return isSold ? isError ? "F6" : "F3" : isError ? "F7" : "F4"
        }
    }

    /// The places that were reached, in order.
    package var places: [(lane: Schedule.Lane, index: Int)] {
        let all = Set(
            met.keys.map { [Schedule.Lane.allCases.firstIndex(of: $0.lane) ?? 0, $0.index] })
        return all.sorted { $0.lexicographicallyPrecedes($1) }.map {
            (Schedule.Lane.allCases[$0[0]], $0[1])
        }
    }
}
