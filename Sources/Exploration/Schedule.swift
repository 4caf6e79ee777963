/// The faults that the messages of one lane meet, by their order.
package struct LanePlan: Hashable, Sendable {
    /// The n-th message meets the n-th.
    package var kinds: [FaultKind]
    /// True if all messages behind meet the last one, too; otherwise they are answered normally.
    package var stays = false

    package init(_ kinds: [FaultKind], stays: Bool = false) {
        self.kinds = kinds
        self.stays = stays
    }

    /// Returns the kind that the n-th message meets, counted from 0.
    package func kind(at index: Int) -> FaultKind {
        if index < kinds.count { return kinds[index] }
        return stays ? kinds.last ?? .normal : .normal
    }

    /// The same plan in its only form: without entries that change nothing.
    package var normalised: LanePlan {
        var plan = self
        if plan.kinds.last == .normal { plan.stays = false }
        if plan.stays, let last = plan.kinds.last {
            while plan.kinds.count > 1, plan.kinds[plan.kinds.count - 2] == last {
                plan.kinds.removeLast()
            }
        } else {
            while plan.kinds.last == .normal { plan.kinds.removeLast() }
        }
        return plan
    }

    /// Returns the plan for the first `count` messages alone.
    package func prefix(_ count: Int) -> LanePlan {
        LanePlan((0..<count).map { kind(at: $0) }).normalised
    }

    /// Returns the plan with another kind for one message, and none behind it.
    package func setting(_ kind: FaultKind, at index: Int) -> LanePlan {
        LanePlan((0..<index).map { self.kind(at: $0) } + [kind])
    }

    /// The number of faults that are written down.
    package var faultCount: Int { kinds.count { $0 != .normal } }
}

/// A way to hurt a till: for each lane, which kind of fault the n-th message meets.
package struct Schedule: Hashable, Sendable {
    /// The plans, each with at least one fault.
    package private(set) var plans: [Schedule.Lane: LanePlan] = [:]

    /// No fault at all.
    package init() {}

    package init(_ plans: [Schedule.Lane: LanePlan]) {
        for (lane, plan) in plans { self[lane] = plan }
    }

    /// The plan of a lane; a plan without faults removes it.
    package subscript(lane: Schedule.Lane) -> LanePlan {
        get { plans[lane] ?? LanePlan([]) }
        set {
            let plan = newValue.normalised
            plans[lane] = plan.kinds.isEmpty ? nil : plan
        }
    }

    /// The lanes with faults, in the order of the alphabet of lanes.
    package var lanes: [Schedule.Lane] { Schedule.Lane.allCases.filter { plans[$0] != nil } }

    /// True if it has no fault.
    package var isEmpty: Bool { plans.isEmpty }

    /// Returns true if every fault of another schedule is in this one, at the same place.
    package func contains(_ other: Schedule) -> Bool {
        other.plans.allSatisfy { lane, plan in
            let own = self[lane]
            return (!plan.stays || own.stays)
                && plan.kinds.indices.allSatisfy { index in
                    plan.kinds[index] == .normal || own.kind(at: index) == plan.kinds[index]
                }
        }
    }

    /// The number of faults for which the till waits until its time is up; a kind that stays counts
    /// four times.
    package var silenceCount: Int {
        plans.values.reduce(0) { sum, plan in
            sum + plan.kinds.count(where: \.isSilent)
                + (plan.stays && plan.kinds.last?.isSilent == true ? 3 : 0)
        }
    }

    /// The measure by which one schedule is simpler than another.
    package struct Size: Comparable, Sendable {
        let parts: [Int]

        package static func < (left: Size, right: Size) -> Bool {
            left.parts.lexicographicallyPrecedes(right.parts)
        }
    }

    /// The number of faults that are written down.
    package var faultCount: Int { plans.values.reduce(0) { $0 + $1.faultCount } }

    /// Faults, rules, kinds that stay, entries, and the sum of the kinds' ranks.
    package var size: Size {
        let plans = plans.values
        return Size(parts: [
            faultCount, plans.count, plans.count(where: \.stays),
            plans.reduce(0) { $0 + $1.kinds.count },
            plans.reduce(0) { $0 + $1.kinds.reduce(0) { $0 + $1.rank } },
        ])
    }
}

extension Schedule: CustomStringConvertible {
    /// `attempts=503,404 confirmations=503*`; a star says that the last one stays.
    package var description: String {
        lanes.map { lane in
            let plan = self[lane]
            let kinds = plan.kinds.map(\.name).joined(separator: ",")
            return "\(lane.rawValue)=\(kinds)\(plan.stays ? "*" : "")"
        }.joined(separator: " ")
    }

    /// Reads a description; nil if it is none.
    package init?(_ description: some StringProtocol) {
        for part in description.split(separator: " ") {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, let lane = Schedule.Lane(rawValue: String(sides[0])) else {
                return nil
            }
            var words = sides[1][...]
            let stays = words.last == "*"
            if stays { words = words.dropLast() }
            let names = words.split(separator: ",")
            let kinds = names.compactMap { FaultKind($0) }
            guard kinds.count == names.count, !kinds.isEmpty else { return nil }
            self[lane] = LanePlan(kinds, stays: stays)
        }
    }
}
