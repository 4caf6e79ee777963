/// A part of the search, in the order in which they are played.
package enum Wave: String, CaseIterable, Sendable {
    case fewSingles = "one fault, of each flavour"
    case rowsOfTwo = "rows of two"
    case chains = "one kind after another"
    case singles = "one fault, of each kind"
    case rowsOfThree = "rows of three"
    case tree = "each kind wherever a message was seen"
    case allRowsOfTwo = "rows of two, of all kinds"
    case random = "random schedules"
}

/// Makes schedules, the next always from the first wave that has one: what a run reveals may bring
/// an earlier wave more.
struct Waves: Sendable {
    private(set) var alphabet: Alphabet
    private var random: RandomNumbers
    private var played: Set<Schedule> = [Schedule()]
    private var fixed: [Wave: [Schedule]] = [:]
    private var fewRows: [RowQueue] = [RowQueue(), RowQueue()]
    private var allRows = RowQueue()
    /// The rows that runs under way are meant to meet.
    private var assigned: Set<Row> = []
    private var assignments: [Schedule: [Row]] = [:]
    private var latestRows: [Row] = []
    private var pointsRead = 0
    private var nodesRead = 0
    private var tree: [[Schedule]] = []

    /// The most random schedules that are drawn before a new one is found missing.
    private static let drawsMax = 200

    init(_ setting: Setting, isSlow: Bool, seed: UInt64) {
        alphabet = Alphabet(setting, isSlow: isSlow)
        random = RandomNumbers(seed: seed)
    }

    /// Begins with what runs without faults have shown.
    mutating func begin(_ knowledge: Knowledge) {
        fixed[.fewSingles] = fewSingles(knowledge)
        fixed[.singles] = singles(knowledge)
        fixed[.chains] = chains(knowledge)
    }

    /// Takes in what a run has shown.
    mutating func read(_ knowledge: Knowledge, after schedule: Schedule) {
        // What did not happen may be tried on the way to something else.
        if let rows = assignments.removeValue(forKey: schedule) { assigned.subtract(rows) }
        if alphabet.grow(by: knowledge) { pointsRead = 0 }
        for point in knowledge.pointOrder[pointsRead...] { add(point) }
        pointsRead = knowledge.pointOrder.count
        for node in knowledge.nodeOrder[nodesRead...] {
            guard let way = knowledge.nodes[node] else { continue }
            let cost = way.schedule.faultCount
            while tree.count <= cost { tree.append([]) }
            tree[cost] += alphabet.all(on: way.lane, at: way.index).map(way.meeting)
        }
        nodesRead = knowledge.nodeOrder.count
    }

    private mutating func add(_ point: Point) {
        let order = point.history.count
        if point.history.allSatisfy(alphabet.isFew) {
            for kind in alphabet.few(on: point.lane, at: .max) {
                fewRows[order - 1].add(Row(point: point, kind: kind))
            }
        }
        guard order == 1 else { return }
        for kind in alphabet.all(on: point.lane, at: .max) {
            allRows.add(Row(point: point, kind: kind))
        }
    }

    /// Returns the next schedule and its wave; nil never, but for a till that cannot be hurt.
    mutating func next(_ knowledge: Knowledge) -> (Schedule, Wave)? {
        for wave in Wave.allCases {
            while let schedule = candidate(of: wave, knowledge) {
                guard played.insert(schedule).inserted else { continue }
                return (schedule, wave)
            }
        }
        return nil
    }

    private mutating func candidate(of wave: Wave, _ knowledge: Knowledge) -> Schedule? {
        switch wave {
        case .fewSingles, .singles, .chains:
            guard fixed[wave]?.isEmpty == false else { return nil }
            return fixed[wave]?.removeFirst()
        case .rowsOfTwo: return row(of: \.fewRows[0], knowledge)
        case .rowsOfThree: return row(of: \.fewRows[1], knowledge)
        case .allRowsOfTwo: return row(of: \.allRows, knowledge)
        case .tree:
            guard let cost = tree.firstIndex(where: { !$0.isEmpty }) else { return nil }
            return tree[cost].removeFirst()
        case .random: return randomSchedule(knowledge)
        }
    }

    // MARK: Single faults and chains

    private func fewSingles(_ knowledge: Knowledge) -> [Schedule] {
        var schedules: [Schedule] = []
        for node in knowledge.plainNodes {
            guard let way = knowledge.nodes[node] else { continue }
            schedules += alphabet.few(on: way.lane, at: way.index).map(way.meeting)
        }
        for sale in 1..<min(3, max(1, knowledge.salesCount)) {
            for kind in alphabet.few(on: .overall, at: sale) {
                schedules.append(Schedule([.overall: LanePlan([]).setting(kind, at: sale)]))
            }
        }
        for kind in alphabet.few(on: .attempts, at: 0) {
            schedules.append(Schedule([.attempts: LanePlan([kind], stays: true)]))
        }
        return schedules
    }

    private func singles(_ knowledge: Knowledge) -> [Schedule] {
        knowledge.plainNodes.flatMap { node -> [Schedule] in
            guard let way = knowledge.nodes[node] else { return [] }
            return alphabet.all(on: way.lane, at: way.index).map(way.meeting)
        }
    }

    /// One kind first, another ever after; one ever after, then each at the advice that follows.
    private func chains(_ knowledge: Knowledge) -> [Schedule] {
        let kinds = alphabet.few(on: .attempts, at: 0).filter { $0.outcome == .unknown }
        var schedules: [Schedule] = []
        for lane in [Lane.confirmations, .reversals] {
            for kind in alphabet.few(on: lane, at: 0) where kind.outcome == .unknown {
                var schedule = Schedule([lane: LanePlan([kind], stays: true)])
                if lane == .reversals { schedule[.attempts] = Self.reversed }
                schedules.append(schedule)
            }
        }
        for first in kinds {
            for second in kinds where second != first {
                schedules.append(Schedule([.attempts: LanePlan([first, second], stays: true)]))
            }
            for advice in alphabet.few(on: .reversals, at: 0) {
                schedules.append(
                    Schedule([
                        .attempts: LanePlan([first], stays: true), .reversals: LanePlan([advice]),
                    ]))
            }
        }
        return schedules.sorted { $0.size < $1.size }
    }

    /// The simplest way to a reversal: a retry that is declined.
    private static let reversed = LanePlan([.error503, .decline404])

    // MARK: Rows

    /// Returns a schedule that meets a row, with more rows behind it.
    private mutating func row(
        of queue: WritableKeyPath<Waves, RowQueue>, _ knowledge: Knowledge
    ) -> Schedule? {
        while let row = self[keyPath: queue].next(unless: knowledge.rows.contains) {
            guard let way = knowledge.points[row.point] else { continue }
            guard row.kind.applies(to: way.lane, at: way.index, in: alphabet.setting) else {
                continue
            }
            assigned.insert(row)
            latestRows = [row]
            var schedule = way.meeting(row.kind)
            let fault = MetFault(lane: way.lane, kind: row.kind)
            fill(&schedule, row.point.history + [fault], way, knowledge)
            if played.contains(schedule) {
                assigned.subtract(latestRows)
            } else {
                assignments[schedule] = latestRows
            }
            return schedule
        }
        return nil
    }

    /// The most faults of an advice that are added behind a row.
    private static let adviceFaultsMax = 3

    /// Adds rows that nobody has met behind the last fault.
    private mutating func fill(
        _ schedule: inout Schedule, _ history: [MetFault], _ way: Way, _ knowledge: Knowledge
    ) {
        var history = history
        let isAttempt = way.lane == .attempts
        // Until the till gives up or, as often, until a voucher comes.
        let end =
            isAttempt
            ? Bool.random(using: &random) ? knowledge.attemptsMax : way.index + 2
            : way.index + 1 + Self.adviceFaultsMax
        extend(&schedule, way.lane, from: way.index + 1, to: end, &history, knowledge)
        guard isAttempt else { return }
        for lane in [Lane.confirmations, .reversals] {
            var branch = history
            extend(&schedule, lane, from: 0, to: Self.adviceFaultsMax, &branch, knowledge)
        }
    }

    private mutating func extend(
        _ schedule: inout Schedule, _ lane: Lane, from start: Int, to end: Int,
        _ history: inout [MetFault], _ knowledge: Knowledge
    ) {
        guard start < end else { return }
        for index in start..<end {
            // Behind a final answer of the lane nothing comes.
            if let last = history.last, last.lane == lane, last.kind.outcome != .unknown { return }
            guard let kind = newKind(on: lane, at: index, after: history, knowledge) else { return }
            schedule[lane] = schedule[lane].setting(kind, at: index)
            history.append(MetFault(lane: lane, kind: kind))
        }
    }

    /// Returns a kind that makes a row which nobody has met, and notes that somebody will.
    private mutating func newKind(
        on lane: Lane, at index: Int, after history: [MetFault], _ knowledge: Knowledge
    ) -> FaultKind? {
        let kinds = alphabet.few(on: lane, at: index)
        let start = kinds.isEmpty ? 0 : Int.random(in: 0..<kinds.count, using: &random)
        let turned = kinds[start...] + kinds[..<start]
        for order in 1...2 where history.count >= order {
            let point = Point(history: history.suffix(order), lane: lane)
            for kind in turned where !alphabet.isSlow || !kind.isSilent {
                let row = Row(point: point, kind: kind)
                guard !knowledge.rows.contains(row), assigned.insert(row).inserted else { continue }
                latestRows.append(row)
                return kind
            }
        }
        return nil
    }

    /// The rows of two and three that are possible, and how many of them were met.
    func coverage(_ knowledge: Knowledge) -> [(order: Int, possible: Int, met: Int)] {
        fewRows.enumerated().map { index, queue in
            (index + 2, queue.count, queue.all.count(where: knowledge.rows.contains))
        }
    }

    /// The number of rows that were tried as often as any and never met.
    func unreachableCount(_ knowledge: Knowledge) -> Int {
        fewRows.reduce(0) { sum, queue in
            sum + queue.tries.count { $0.value > 1 && !knowledge.rows.contains($0.key) }
        }
    }

    // MARK: Chance

    private mutating func randomSchedule(_ knowledge: Knowledge) -> Schedule? {
        for _ in 0..<Self.drawsMax {
            var schedule = Schedule()
            let lanes = Set(knowledge.nodes.values.map(\.lane)).sorted { $0.rawValue < $1.rawValue }
            let isOverall = knowledge.salesCount > 1 && chance(10)
            for lane in lanes {
                let isAttempt = lane == .attempts
                guard isAttempt || chance(60) else { continue }
                let place = isAttempt && isOverall ? Lane.overall : lane
                schedule[place] = randomPlan(place, knowledge)
            }
            if !schedule.isEmpty, !played.contains(schedule) { return schedule }
        }
        return nil
    }

    private mutating func randomPlan(_ lane: Lane, _ knowledge: Knowledge) -> LanePlan {
        let most = lane.part == .attempt ? knowledge.attemptsMax + 1 : Self.adviceFaultsMax + 1
        var kinds: [FaultKind] = []
        for index in 0..<Int.random(in: 1...max(1, most), using: &random) {
            let choice =
                chance(60) ? alphabet.few(on: lane, at: index) : alphabet.all(on: lane, at: index)
            let isNormal = chance(lane == .overall ? 50 : 20)
            kinds.append(isNormal ? .normal : choice.randomElement(using: &random) ?? .normal)
        }
        let mayStay = lane.part == .attempt && lane != .overall
        return LanePlan(kinds, stays: mayStay && chance(25))
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }
}
