/// Makes the schedule of a finding as simple as it can be: proposes simpler ones and takes their
/// results, until none shows the finding any more. Each has to show it twice.
struct Shrinker: Sendable {
    /// The most runs for one finding.
    static let runsMax = 80
    /// The most candidates that are tried side by side.
    private static let widthMax = 24
    private static let showsMin = 2

    private struct Result {
        var shows = 0
        var misses = 0
        var inFlight = 0
    }

    let signature: Signature
    private(set) var schedule: Schedule
    private(set) var runCount = 0
    private var candidates: [Schedule]
    private var results: [Schedule: Result] = [:]
    private let setting: Setting

    /// - Parameter first: returns what a search has seen of a schedule: whether it showed the
    ///   finding; nil if it was not played.
    init(_ signature: Signature, in schedule: Schedule, _ setting: Setting) {
        self.signature = signature
        self.schedule = schedule
        self.setting = setting
        candidates = schedule.simpler(setting)
    }

    /// True if nothing simpler is left, or too much was tried.
    var isDone: Bool { candidates.isEmpty || runCount >= Self.runsMax }

    /// Returns a schedule to play; nil if the results of others have to come first.
    ///
    /// - Parameter known: returns whether the search saw the finding in a schedule; nil if it was
    ///   not played. That counts as a first try.
    mutating func next(_ known: (Schedule) -> Bool?) -> Schedule? {
        while !isDone {
            for candidate in candidates.prefix(Self.widthMax) where results[candidate] == nil {
                var result = Result()
                switch known(candidate) {
                case true?: result.shows = 1
                case false?: result.misses = 1
                case nil: break
                }
                results[candidate] = result
            }
            guard !settle() else { continue }
            for candidate in candidates.prefix(Self.widthMax) {
                guard let result = results[candidate], result.misses == 0,
                    result.shows + result.inFlight < Self.showsMin
                else { continue }
                results[candidate]?.inFlight += 1
                runCount += 1
                return candidate
            }
            return nil
        }
        return nil
    }

    /// Takes the result of a run.
    mutating func take(_ candidate: Schedule, shows: Bool) {
        results[candidate]?.inFlight -= 1
        if shows {
            results[candidate]?.shows += 1
        } else {
            results[candidate]?.misses += 1
        }
        while settle() {}
    }

    /// Drops candidates that do not show the finding, and begins again with the first that does;
    /// returns true if anything changed.
    private mutating func settle() -> Bool {
        let count = candidates.count
        candidates.removeAll { (results[$0]?.misses ?? 0) > 0 }
        if let first = candidates.first, let result = results[first], result.shows >= Self.showsMin
        {
            schedule = first
            candidates = first.simpler(setting).filter { (results[$0]?.misses ?? 0) == 0 }
            return true
        }
        return candidates.count != count
    }
}

extension Schedule {
    /// Returns the schedules that are one step simpler, the simplest first.
    func simpler(_ setting: Setting) -> [Schedule] {
        var found: Set<Schedule> = []
        for lane in lanes {
            let plan = self[lane]
            for simpler in [LanePlan([])] + plan.simpler(on: lane, setting) {
                var schedule = self
                schedule[lane] = simpler
                found.insert(schedule)
            }
            if lane == .overall {
                var schedule = self
                schedule[.overall] = LanePlan([])
                schedule[.attempts] = LanePlan(plan.kinds.filter { $0 != .normal })
                found.insert(schedule)
            }
        }
        // Without any fault nothing is a finding of the search.
        return found.filter { !$0.isEmpty && $0.size < size }
            .sorted { ($0.size, $0.description) < ($1.size, $1.description) }
    }
}

extension LanePlan {
    fileprivate func simpler(on lane: Schedule.Lane, _ setting: Setting) -> [LanePlan] {
        var plans: [LanePlan] = []
        for index in kinds.indices {
            var shorter = kinds
            shorter.remove(at: index)
            plans.append(LanePlan(shorter, stays: stays))
            plans.append(replacing(index, by: .normal))
            plans.append(LanePlan(Array(kinds[..<index])))
            plans.append(LanePlan(Array(kinds[...index]), stays: true))
            plans.append(LanePlan([kinds[index]], stays: true))
            for kind in FaultKind.firsts where kind.rank < kinds[index].rank {
                guard kind.applies(to: lane, at: index, in: setting) else { continue }
                plans.append(replacing(index, by: kind))
                plans.append(LanePlan(kinds.map { _ in kind }, stays: stays))
            }
        }
        if stays { plans.append(LanePlan(kinds)) }
        return plans.map(\.normalised)
    }

    private func replacing(_ index: Int, by kind: FaultKind) -> LanePlan {
        var plan = self
        plan.kinds[index] = kind
        return plan
    }
}

extension FaultKind {
    /// The first of each flavour.
    fileprivate static let firsts: [FaultKind] = {
        var flavours: Set<Flavour> = []
        return allCases.filter { kind in
            kind.flavour.map { flavours.insert($0).inserted } ?? false
        }
    }()
}
