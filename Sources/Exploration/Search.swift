/// The search for a schedule that breaks a till: says what to play next, takes the results, repeats
/// and shrinks what it finds. It knows no process, socket or clock.
package struct Search: Sendable {
    /// The purpose of a run.
    package enum Purpose: Sendable, Equatable {
        /// To see what the till does without faults.
        case observation
        case wave(Wave)
        case repetition(Signature)
        case shrinking(Signature)
    }

    /// A run to play.
    package struct Job: Sendable {
        package let schedule: Schedule
        package let purpose: Purpose

        package init(schedule: Schedule, purpose: Purpose) {
            self.schedule = schedule
            self.purpose = purpose
        }
    }

    /// The number of repetitions before a finding is believed.
    private static let repetitionsMin = 3
    /// The same for a till that does not do the same twice.
    private static let repetitionsIfRestless = 6
    /// The most findings that are repeated and made simpler.
    private static let findingsMax = 100

    package let setting: Setting
    package private(set) var knowledge: Knowledge
    package private(set) var runCount = 0
    /// The wave that was played last.
    package private(set) var wave: Wave?
    /// The runs of each wave.
    package private(set) var waveCounts: [Wave: Int] = [:]
    /// The findings without any fault.
    package private(set) var plainFindings: Set<Signature> = []
    /// Findings that never showed again, and those about time that did not always.
    package private(set) var noiseCount = 0
    /// True if two runs without faults were the same.
    package private(set) var isSteady = true
    /// The causes found, each once, in the order in which they were believed.
    package private(set) var findings: [Search.Finding] = []
    package private(set) var coverage = Coverage()

    private var waves: Waves
    private var observations: [Trace] = []
    private var open: [OpenFinding] = []
    private var shrinker: Shrinker?
    /// The latest run of each simpler schedule that showed the finding.
    private var shrinkingTraces: [Schedule: Trace] = [:]
    /// The first result of each schedule.
    private var results: [Schedule: Set<Signature>] = [:]
    private var known: Set<Signature> = []
    private var isSearching = true
    private var observationsIssued = 0

    /// A finding that is not believed, or not as simple as it can be.
    private struct OpenFinding {
        var finding: Search.Finding
        var issued = 0
        var shown = 0
        var missed = 0
    }

    package init(_ setting: Setting, isSlow: Bool = false, depth: Int = 12, seed: UInt64 = 1) {
        self.setting = setting
        knowledge = Knowledge(depth: depth)
        waves = Waves(setting, isSlow: isSlow, seed: seed)
    }

    /// Plays no more waves; what was found is still repeated and made simpler.
    package mutating func stopSearching() { isSearching = false }

    /// True if there is something to repeat or to make simpler.
    package var isBusy: Bool { shrinker != nil || !open.isEmpty }

    /// Returns the next run; nil if results have to come first, or there is no more.
    package mutating func next() -> Job? {
        if observations.count < Self.observationsMin {
            guard observationsIssued < Self.observationsMin else { return nil }
            observationsIssued += 1
            return Job(schedule: Schedule(), purpose: .observation)
        }
        if let job = nextRepetition() ?? nextShrinking() { return job }
        guard isSearching, let (schedule, wave) = waves.next(knowledge) else { return nil }
        return Job(schedule: schedule, purpose: .wave(wave))
    }

    private static let observationsMin = 2

    private mutating func nextRepetition() -> Job? {
        let count = isSteady ? Self.repetitionsMin : Self.repetitionsIfRestless
        for index in open.indices where open[index].issued < count {
            open[index].issued += 1
            let finding = open[index].finding
            return Job(schedule: finding.schedule, purpose: .repetition(finding.signature))
        }
        return nil
    }

    private mutating func nextShrinking() -> Job? {
        guard var shrinker else { return nil }
        let signature = shrinker.signature
        let schedule = shrinker.next { results[$0].map { $0.contains(signature) } }
        self.shrinker = shrinker
        if shrinker.isDone { endShrinking() }
        return schedule.map { Job(schedule: $0, purpose: .shrinking(shrinker.signature)) }
    }

    /// Takes the result of a run.
    package mutating func take(_ trace: Trace, of job: Job) {
        runCount += 1
        let schedule = job.schedule
        if results[schedule] == nil { results[schedule] = trace.findings }
        knowledge.learn(trace, of: schedule)
        coverage.count(trace, in: setting)
        switch job.purpose {
        case .observation: observe(trace)
        case .wave(let wave):
            self.wave = wave
            waveCounts[wave, default: 0] += 1
        case .repetition(let signature): repeated(signature, trace)
        case .shrinking(let signature):
            if shrinker?.signature == signature {
                let shows = trace.findings.contains(signature)
                if shows { shrinkingTraces[schedule] = trace }
                shrinker?.take(schedule, shows: shows)
                if shrinker?.isDone == true { endShrinking() }
            }
        }
        note(trace, job)
        if observations.count >= Self.observationsMin { waves.read(knowledge, after: schedule) }
    }

    /// Takes the result of a run of an earlier search, which is not played again.
    package mutating func recall(_ trace: Trace, of job: Job) {
        if job.purpose == .observation {
            guard observationsIssued < Self.observationsMin else { return }
            observationsIssued += 1
        }
        waves.omit(job.schedule)
        take(trace, of: job)
    }

    private mutating func observe(_ trace: Trace) {
        observations.append(trace)
        for signature in trace.findings.sorted() where plainFindings.insert(signature).inserted {
            known.insert(signature)
            findings.append(
                Search.Finding(
                    signature: signature, state: .steady, schedule: Schedule(), isShrunk: true,
                    foundAfter: runCount, wave: nil, trace: trace))
        }
        guard observations.count == Self.observationsMin else { return }
        isSteady = observations.allSatisfy { $0.shape == observations[0].shape }
        waves.begin(knowledge)
    }

    // MARK: Findings

    /// Opens what a run shows and nobody knows.
    private mutating func note(_ trace: Trace, _ job: Job) {
        guard !job.schedule.isEmpty else { return }
        for signature in trace.findings.sorted() where !known.contains(signature) {
            known.insert(signature)
            if join(signature, shownBy: job.schedule) { continue }
            guard open.count + findings.count < Self.findingsMax else { continue }
            var wave: Wave?
            if case .wave(let found) = job.purpose { wave = found }
            open.append(
                OpenFinding(
                    finding: Search.Finding(
                        signature: signature, schedule: job.schedule, foundAfter: runCount,
                        wave: wave, trace: trace)))
        }
    }

    /// Counts a signature to a finding of the same rule whose schedule is part of the one that
    /// shows it: one cause has many signs.
    private mutating func join(_ signature: Signature, shownBy schedule: Schedule) -> Bool {
        let index = findings.firstIndex { finding in
            finding.isShrunk && !finding.isPlain && finding.signature.rule == signature.rule
                && schedule.contains(finding.schedule)
        }
        guard let index else { return false }
        findings[index].others.append(signature)
        return true
    }

    private mutating func repeated(_ signature: Signature, _ trace: Trace) {
        guard let index = open.firstIndex(where: { $0.finding.signature == signature }) else {
            return
        }
        if trace.findings.contains(signature) {
            open[index].shown += 1
        } else {
            open[index].missed += 1
        }
        let (shown, missed) = (open[index].shown, open[index].missed)
        let count = isSteady ? Self.repetitionsMin : Self.repetitionsIfRestless
        guard shown + missed == count else { return }
        var finding = open.remove(at: index).finding
        guard shown > 0, missed == 0 || !signature.isTimed else {
            // It may be seen again elsewhere.
            known.remove(signature)
            noiseCount += 1
            return
        }
        finding.state = missed == 0 ? .steady : .flaky(shown: shown + 1, of: count + 1)
        if missed == 0, join(signature, shownBy: finding.schedule) { return }
        findings.append(finding)
        beginShrinking()
    }

    private mutating func beginShrinking() {
        guard shrinker == nil else { return }
        let candidates = findings.filter { $0.state == .steady && !$0.isShrunk }
        guard let finding = candidates.min(by: { $0.schedule.size < $1.schedule.size }) else {
            return
        }
        shrinker = Shrinker(finding.signature, in: finding.schedule, setting)
        if shrinker?.isDone == true { endShrinking() }
    }

    private mutating func endShrinking() {
        guard let shrinker else { return }
        self.shrinker = nil
        defer { shrinkingTraces = [:] }
        if let index = findings.firstIndex(where: { $0.signature == shrinker.signature }) {
            findings[index].schedule = shrinker.schedule
            findings[index].trace = shrinkingTraces[shrinker.schedule] ?? findings[index].trace
            findings[index].isShrunk = true
            group(index)
        }
        beginShrinking()
    }

    /// Makes one of findings whose schedules are equal, or of which one contains the other with the
    /// same rule.
    private mutating func group(_ index: Int) {
        let shrunk = findings[index]
        let isSame = { (other: Search.Finding) in
            other.isShrunk
                ? other.schedule == shrunk.schedule
                    || other.signature.rule == shrunk.signature.rule
                        && shrunk.schedule.contains(other.schedule)
                : other.signature.rule == shrunk.signature.rule && other.state == .steady
                    && other.schedule.contains(shrunk.schedule)
        }
        let earlier = findings.indices.first {
            $0 != index && !findings[$0].isPlain && findings[$0].isShrunk && isSame(findings[$0])
        }
        if let earlier {
            findings[earlier].others += [shrunk.signature] + shrunk.others
            findings.remove(at: index)
            return
        }
        for other in findings.indices.reversed() where other != index && !findings[other].isPlain {
            guard isSame(findings[other]) else { continue }
            let joined = findings.remove(at: other)
            let target = findings.firstIndex { $0.signature == shrunk.signature } ?? 0
            findings[target].others += [joined.signature] + joined.others
        }
    }

    /// Everything that was found, the unconfirmed at the end.
    package var allFindings: [Search.Finding] {
        findings + open.map(\.finding).filter { !$0.signature.isTimed }
    }

    /// The rows of two and three that are possible for this till, and how many of them were met.
    package var rowCoverage: [(order: Int, possible: Int, met: Int)] { waves.coverage(knowledge) }

    /// The number of rows that were tried twice and that the till does not let happen.
    package var unreachableCount: Int { waves.unreachableCount(knowledge) }
}
