package import Vocabulary

/// A fault that a message of a transaction met.
package struct MetFault: Hashable, Sendable {
    package let lane: Schedule.Lane
    package let kind: FaultKind
}

/// A place where a message of a transaction can be hurt: the last faults that the transaction met,
/// and the lane of the message. Whatever was answered normally in between does not count.
package struct Point: Hashable, Sendable {
    package let history: [MetFault]
    package let lane: Schedule.Lane
}

/// A combination of faults that follow each other in a transaction: two, three.
package struct Row: Hashable, Sendable {
    package let point: Point
    package let kind: FaultKind
}

/// The operations of a transaction up to a message.
package struct Node: Hashable, Sendable {
    package let path: [Operation]
}

/// The simplest known schedule that brings a message about, and its place in its lane.
package struct Way: Sendable {
    package let schedule: Schedule
    package let lane: Schedule.Lane
    package let index: Int

    /// Returns the schedule in which that message meets a fault, and none behind it does.
    package func meeting(_ kind: FaultKind) -> Schedule {
        var schedule = schedule
        schedule[lane] = schedule[lane].setting(kind, at: index)
        return schedule
    }
}

/// The knowledge of a till from the runs so far: where it can be hurt, and what was tried there.
package struct Knowledge: Sendable {
    /// The most nodes that are kept; a till that repeats something for ever has no end of them.
    private static let nodesMax = 2_000

    /// The deepest message of a transaction that is hurt.
    package let depth: Int
    package private(set) var nodes: [Node: Way] = [:]
    package private(set) var nodeOrder: [Node] = []
    /// The nodes of runs without faults.
    package private(set) var plainNodes: [Node] = []
    /// The points with one and with two faults before them.
    package private(set) var points: [Point: Way] = [:]
    package private(set) var pointOrder: [Point] = []
    package private(set) var rows: Set<Row> = []
    /// The kinds met at each node.
    package private(set) var met: [Node: Set<FaultKind>] = [:]
    /// The most attempts of a transaction.
    package private(set) var attemptsMax = 1
    /// The number of sales of a run without faults.
    package private(set) var salesCount = 0
    /// True if the switch was seen to deliver an advice to a provider.
    package private(set) var hasDeliveries = false
    /// The till's next steps at nodes of a run without faults, by the kind of fault met there.
    private var reactions: [Node: [FaultKind: [Operation]]] = [:]

    package init(depth: Int) {
        self.depth = depth
    }

    /// The lanes of which a message was seen in a transaction.
    package private(set) var lanes: Set<Schedule.Lane> = []

    /// Learns from a run.
    package mutating func learn(_ trace: Trace, of schedule: Schedule) {
        if schedule.isEmpty { salesCount = trace.messages.count { $0.operation == .provision } }
        hasDeliveries = hasDeliveries || trace.messages.contains { $0.lane == .deliveries }
        // Faults counted over the sandbox are in no place of a transaction.
        guard schedule[.overall].kinds.isEmpty else { return }
        for transaction in trace.transactions {
            // A till does not see them: they are no steps of its own.
            learn(transaction.filter { $0.lane != .deliveries }, of: schedule)
        }
    }

    private mutating func learn(_ messages: [TracedMessage], of schedule: Schedule) {
        var history: [MetFault] = []
        var path: [Operation] = []
        var counts: [Schedule.Lane: Int] = [:]
        for (position, message) in messages.enumerated().prefix(depth) {
            path.append(message.operation)
            lanes.insert(message.lane)
            if message.lane == .attempts { attemptsMax = max(attemptsMax, message.index + 1) }
            let node = Node(path: path)
            let way = Way(
                schedule: schedule.prefix(counts), lane: message.lane, index: message.index)
            note(node, way, isPlain: schedule.isEmpty)
            for order in 1...2 where history.count >= order {
                let point = Point(history: history.suffix(order), lane: message.lane)
                note(point, way)
                if message.met != .normal { rows.insert(Row(point: point, kind: message.met)) }
            }
            if message.met != .normal {
                if history.isEmpty {
                    let rest = messages[(position + 1)...].map(\.operation)
                    reactions[node, default: [:]][message.met] = Array(rest.prefix(1))
                }
                met[node, default: []].insert(message.met)
                history.append(MetFault(lane: message.lane, kind: message.met))
            }
            counts[message.lane, default: 0] += 1
        }
    }

    private mutating func note(_ node: Node, _ way: Way, isPlain: Bool) {
        if isPlain, !plainNodes.contains(node) { plainNodes.append(node) }
        guard let known = nodes[node] else {
            guard nodes.count < Self.nodesMax else { return }
            nodes[node] = way
            nodeOrder.append(node)
            return
        }
        if way.schedule.size < known.schedule.size { nodes[node] = way }
    }

    private mutating func note(_ point: Point, _ way: Way) {
        guard let known = points[point] else {
            points[point] = way
            pointOrder.append(point)
            return
        }
        if way.schedule.size < known.schedule.size { points[point] = way }
    }

    /// Returns true if the till was seen to go on otherwise after a kind of fault than after
    /// another, at the same node.
    package func takes(_ kind: FaultKind, otherwiseThan other: FaultKind, on lane: Schedule.Lane)
        -> Bool
    {
        plainNodes.contains { node in
            guard nodes[node]?.lane == lane, let known = reactions[node], let one = known[kind],
                let two = known[other]
            else { return false }
            return one != two
        }
    }
}

extension Schedule {
    /// Returns the schedule without faults behind the first messages of each lane.
    ///
    /// - Parameter counts: how many of each lane.
    fileprivate func prefix(_ counts: [Schedule.Lane: Int]) -> Schedule {
        var schedule = Schedule()
        for (lane, count) in counts { schedule[lane] = self[lane].prefix(count) }
        // A token comes before everything.
        if counts[.tokens] == nil { schedule[.tokens] = self[.tokens] }
        return schedule
    }
}
