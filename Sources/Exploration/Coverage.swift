package import Vocabulary

/// Which kinds of faults were met at which places of their lanes, and what came of it.
package struct Coverage: Sendable {
    /// A place in a lane and a kind of fault there.
    package struct Cell: Hashable, Sendable {
        package let lane: Lane
        package let index: Int
        package let kind: FaultKind
    }

    /// The deepest place of a table; what is behind is counted there.
    package static let indexMax = 5

    /// How often each was met, and how often in a run without findings.
    package private(set) var met: [Cell: Int] = [:]
    package private(set) var held: [Cell: Int] = [:]
    /// How often each sequence of operations was seen to its end.
    package private(set) var endings: [[Operation]: Int] = [:]

    mutating func count(_ trace: Trace, _ knowledge: Knowledge) {
        let isClean = trace.findings.isEmpty
        for message in trace.messages where message.met != .normal {
            let index = min(message.index, Self.indexMax)
            let cell = Cell(lane: message.lane, index: index, kind: message.met)
            met[cell, default: 0] += 1
            if isClean { held[cell, default: 0] += 1 }
        }
    }

    /// The places that were reached, in order.
    package var places: [(lane: Lane, index: Int)] {
        let all = Set(met.keys.map { [Lane.allCases.firstIndex(of: $0.lane) ?? 0, $0.index] })
        return all.sorted { $0.lexicographicallyPrecedes($1) }.map { (Lane.allCases[$0[0]], $0[1]) }
    }
}
