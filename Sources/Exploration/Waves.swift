import Vocabulary

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
    private var random: SeededGenerator
    private var played: Set<Schedule> = [Schedule()]
    private var fixed: [Wave: [Schedule]] = [:]
    private var fewRows: [RowQueue] = [RowQueue(), RowQueue()]
    private var allRows = RowQueue()
    /// The rows that runs under way are meant to meet.
    private var assigned: Set<Row> = []
    private var assignments: [Schedule: [Row]] = [:]
    private var pointsRead = 0
    private var nodesRead = 0
    private var tree: [[Schedule]] = []

    /// The most random schedules that are drawn before a new one is found missing.
    private static let drawsMax = 200

    init(_ setting: Setting, isSlow: Bool, seed: UInt64) {
        alphabet = Alphabet(setting, isSlow: isSlow)
        random = SeededGenerator(seed: seed)
    }

    /// Begins with what runs without faults have shown.
    mutating func begin(_ knowledge: Knowledge) {
        fixed[.fewSingles] = fewSingles(knowledge)
        fixed[.singles] = singles(knowledge)
        fixed[.chains] = chains(knowledge)
    }

    /// Leaves out a schedule that was played before.
    mutating func omit(_ schedule: Schedule) { played.insert(schedule) }

    /// Takes in what a run has shown.
    mutating func read(_ knowledge: Knowledge, after schedule: Schedule) {
        // A row that was not met may be tried on the way to another one.
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
        if knowledge.hasDeliveries {
            for kind in alphabet.few(on: .deliveries, at: 0) {
                schedules += [false, true].map {
                    Schedule([.deliveries: LanePlan([kind], stays: $0)])
                }
            }
        }
        return schedules + (knowledge.salesCount > 1 ? afterEffects : [])
    }

    /// One sale that goes wrong alone, in one way or another, and what the next one meets.
    private var afterEffects: [Schedule] {
        let kinds = alphabet.few(on: .overall, at: 0)
        let ends: [[FaultKind]] = [
            [.error503, .error503], [.error503, .decline404],
            Array(repeating: .error503, count: Self.attemptsUsual),
        ]
        let pairs = [[FaultKind.decline404], [.error503, .decline404]].flatMap { end in
            kinds.map { end + [$0] }
        }
        return (kinds.map { [$0] } + ends + pairs).map { Schedule([.overall: LanePlan($0)]) }
    }

    /// As many as a till makes by the documentation: a provision and three retries.
    private static let attemptsUsual = 4

    private func singles(_ knowledge: Knowledge) -> [Schedule] {
        knowledge.plainNodes.flatMap { node -> [Schedule] in
            guard let way = knowledge.nodes[node] else { return [] }
            return alphabet.all(on: way.lane, at: way.index).map(way.meeting)
        }
    }

    /// An advice that is never answered; one kind twice; one kind first, another ever after. What
    /// follows one ever after is a row of two.
    private func chains(_ knowledge: Knowledge) -> [Schedule] {
        let kinds = alphabet.few(on: .attempts, at: 0).filter { $0.outcome == .unknown }
        var schedules: [Schedule] = []
        for lane in [Schedule.Lane.confirmations, .reversals] {
            for kind in alphabet.few(on: lane, at: 0) where kind.outcome == .unknown {
                var schedule = Schedule([lane: LanePlan([kind], stays: true)])
                if lane == .reversals { schedule[.attempts] = Self.reversed }
                schedules.append(schedule)
            }
        }
        schedules += kinds.map { Schedule([.attempts: LanePlan([$0, $0])]) }
        for first in kinds {
            for second in kinds where second != first {
                schedules.append(Schedule([.attempts: LanePlan([first, second], stays: true)]))
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
            return filled(row, way, knowledge)
        }
        return nil
    }

    /// The most faults of an advice that are added to a row.
    private static let adviceFaultsMax = 4
    /// The number of ways to fill up a schedule that are compared.
    private static let fillingsMax = 24
    /// The weight of a row of two, in rows of three.
    private static let pairWeight = 4.0

    /// Returns a schedule with the most rows around its own that nobody has met.
    private mutating func filled(
        _ row: Row, _ way: Way, _ knowledge: Knowledge
    ) -> Schedule {
        let base = way.meeting(row.kind)
        guard Self.lanesOfSales.contains(way.lane) else { return base }
        let hasConfirmations = knowledge.lanes.contains(.confirmations)
        var best = (schedule: base, score: -1.0, rows: [row])
        let kept =
            row.point.history.count { $0.lane == .attempts } + (way.lane == .attempts ? 1 : 0)
        let tail = base[.attempts].kinds.suffix(kept)
        // Chosen once: longer ones would always win.
        let lead = leadCount(before: tail, way, knowledge)
        let attempts = Int.random(in: 0...knowledge.attemptsMax, using: &random)
        for _ in 0..<Self.fillingsMax {
            let schedule = randomFilling(base, tail, way, lead: lead, attempts: attempts)
            let forecast = Forecast(
                schedule, attemptsMax: knowledge.attemptsMax, hasConfirmations: hasConfirmations)
            let pairs = Set(forecast.rows(2)).filter { isNew($0, knowledge) }
            let triples = Set(forecast.rows(3)).filter { isNew($0, knowledge) }
            // A filling must not keep the row itself from being met.
            guard forecast.rows(row.point.history.count + 1).contains(row) else { continue }
            let score =
                Self.pairWeight * pairs.reduce(0) { $0 + weight(of: $1) }
                + triples.reduce(0) { $0 + weight(of: $1) }
            if score > best.score { best = (schedule, score, [row] + pairs + triples) }
        }
        assign(best.rows, to: best.schedule)
        return best.schedule
    }

    private static let lanesOfSales: Set<Schedule.Lane> = [.attempts, .confirmations, .reversals]

    private func isNew(_ row: Row, _ knowledge: Knowledge) -> Bool {
        !knowledge.rows.contains(row) && !assigned.contains(row)
    }

    private mutating func assign(_ rows: [Row], to schedule: Schedule) {
        guard !played.contains(schedule) else { return }
        assigned.formUnion(rows)
        assignments[schedule] = rows
    }

    /// Returns how many unknown outcomes are put before the attempts of a row.
    private mutating func leadCount(
        before tail: ArraySlice<FaultKind>, _ way: Way, _ knowledge: Knowledge
    ) -> Int {
        let room = knowledge.attemptsMax - tail.count
        switch (way.lane, tail.last?.outcome ?? .answered) {
        case (.reversals, .unknown): return max(0, room)
        case (.reversals, .answered): return way.index > 0 ? max(0, room) : 0
        case (.reversals, .final): return Int.random(in: 1...max(1, room), using: &random)
        default: return Int.random(in: 0...max(0, room - 1), using: &random)
        }
    }

    /// Returns the schedule with other attempts before those of the row, and others behind it until
    /// there are as many as given.
    private mutating func randomFilling(
        _ base: Schedule, _ tail: ArraySlice<FaultKind>, _ way: Way, lead: Int, attempts: Int
    ) -> Schedule {
        var schedule = base
        var kinds = (0..<lead).map { _ in randomKind(on: .attempts, isUnknown: true) } + tail
        if way.lane == .attempts {
            while kinds.count < attempts, kinds.last?.outcome == .unknown {
                kinds.append(randomKind(on: .attempts, isUnknown: chance(80)))
            }
        }
        schedule[.attempts] = LanePlan(kinds)
        for lane in [Schedule.Lane.confirmations, .reversals] {
            var kinds = base[lane].kinds
            while kinds.count < Self.adviceFaultsMax, kinds.last?.outcome ?? .unknown == .unknown {
                kinds.append(randomKind(on: lane, isUnknown: chance(85)))
            }
            schedule[lane] = LanePlan(kinds)
        }
        return schedule
    }

    /// Returns a kind; the simpler, the likelier.
    private mutating func randomKind(on lane: Schedule.Lane, isUnknown: Bool) -> FaultKind {
        let kinds = alphabet.few(on: lane, at: 0).filter { kind in
            (kind.outcome == .unknown || !isUnknown) && !(alphabet.isSlow && kind.isSilent)
        }
        guard !kinds.isEmpty else { return .normal }
        let places = (0..<2).map { _ in Int.random(in: 0..<kinds.count, using: &random) }
        return kinds[min(places[0], places[1])]
    }

    /// Returns the weight of a new row: the simpler its faults, the larger.
    private func weight(of row: Row) -> Double {
        let kinds = row.point.history.map(\.kind) + [row.kind]
        return kinds.reduce(1) { $0 / (1 + Self.rankWeight * Double($1.rank)) }
    }

    private static let rankWeight = 0.15

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
            let lanes = Set(knowledge.nodes.values.map(\.lane))
                .union(knowledge.hasDeliveries ? [.deliveries] : [])
                .sorted { $0.rawValue < $1.rawValue }
            let isOverall = knowledge.salesCount > 1 && chance(10)
            for lane in lanes {
                let isAttempt = lane == .attempts
                guard isAttempt || chance(60) else { continue }
                let place = isAttempt && isOverall ? Schedule.Lane.overall : lane
                schedule[place] = randomPlan(place, knowledge)
            }
            if !schedule.isEmpty, !played.contains(schedule) { return schedule }
        }
        return nil
    }

    private mutating func randomPlan(_ lane: Schedule.Lane, _ knowledge: Knowledge) -> LanePlan {
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
