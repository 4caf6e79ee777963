import Exploration
import Synchronization
import Testing
import Vocabulary

@Suite struct SearchTests {
    /// A defect that a combination of faults shows, and the simplest schedules that do.
    struct Composite: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var sales = 1
        let schedules: [String]
        let givesUp: @Sendable (SimulatedTill.Moment) -> Bool
    }

    private static let composites: [Composite] = [
        Composite(
            testDescription: "gives up the confirmation after a retry when it gets a 503",
            schedules: ["attempts=503 confirmations=503"]
        ) { $0.attempts.count > 1 && !$0.isReversal && $0.advices.last == .error503 },
        Composite(
            testDescription: "gives up at the second time-out in a row",
            schedules: ["attempts=reply-silent*", "attempts=reply-silent,reply-silent"]
        ) { $0.advices.isEmpty && $0.attempts.count == 2 && $0.attempts.allSatisfy(\.isSilent) },
        Composite(
            testDescription: "gives up after 503, 504, 503",
            schedules: ["attempts=503,504-processed,503", "attempts=503,503,504-processed,503"]
        ) { $0.attempts.suffix(3) == [.error503, .error504Processed, .error503] },
        Composite(
            testDescription: "does not reverse when the third retry is reset",
            schedules: ["attempts=request-reset*"]
        ) {
            $0.isReversal && $0.advices.isEmpty && $0.attempts.count == 4
                && $0.attempts.last == .requestReset
        },
        Composite(
            testDescription: "gives up a reversal at the third 500",
            schedules: ["attempts=503* reversals=500*"]
        ) { $0.isReversal && $0.advices.suffix(3) == [.error500, .error500, .error500] },
        Composite(
            testDescription: "does not confirm a second sale that was retried", sales: 2,
            schedules: ["attempts=503"]
        ) { $0.sale == 1 && $0.attempts.count == 2 && $0.advices.isEmpty && !$0.isReversal },
        Composite(
            testDescription: "gives up the second sale when the first one went well", sales: 2,
            schedules: ["attempts=503"]
        ) { $0.sale == 1 && $0.attempts == [.error503] },
        Composite(
            testDescription: "gives up a reversal on a 504 behind a lost reply",
            schedules: ["attempts=503* reversals=reply-closed,504-processed"]
        ) { $0.isReversal && $0.advices.suffix(2) == [.replyClosed, .error504Processed] },
    ]

    @Test(
        "A defect that needs several faults is found and made as simple as it is",
        arguments: composites)
    func found(defect: Composite) {
        var search = Search(Setting(), seed: 7)
        let till = SimulatedTill(salesCount: defect.sales, givesUp: defect.givesUp)
        search.run(till, runs: 600, untilFound: true)
        let shown = search.findings.map { "\($0.schedule): \($0.title)" }
        #expect(!search.findings.isEmpty)
        #expect(search.findings.allSatisfy { $0.isShrunk && $0.state == .steady })
        #expect(
            defect.schedules.contains(search.findings.first?.schedule.description ?? ""), "\(shown)"
        )
    }

    @Test("A correct till is not found guilty", arguments: [1, 2])
    func correct(sales: Int) {
        var search = Search(Setting(), seed: 3)
        search.run(SimulatedTill(salesCount: sales), runs: 500)
        #expect(search.runCount == 500)
        #expect(search.allFindings.isEmpty)
        #expect(Set(search.waveCounts.keys).count >= 3, "\(search.waveCounts)")
    }

    @Test("What shows without faults is reported once, with an empty schedule")
    func plain() throws {
        var search = Search(Setting())
        search.run(SimulatedTill(givesUp: { !$0.isReversal && $0.attempts == [.normal] }), runs: 60)
        let finding = try #require(search.findings.first)
        #expect(finding.isPlain)
        #expect(finding.title.hasSuffix("without any fault"))
        #expect(search.findings.count == 1, "\(search.findings.map(\.title))")
    }

    @Test("What does not show again is noise, what shows now and then is flaky")
    func flaky() throws {
        let runs = Mutex(0)
        var search = Search(Setting(), seed: 1)
        let till = SimulatedTill(
            givesUp: { $0.attempts.last == .error500 },
            isAwake: {
                runs.withLock {
                    $0 += 1
                    return $0 % 2 == 0
                }
            })
        search.run(till, runs: 200)
        let states = search.findings.map(\.state)
        let isFlaky = states.contains { if case .flaky = $0 { true } else { false } }
        #expect(isFlaky, "\(states), noise \(search.noiseCount)")
    }

    @Test("A finding about time that is not always seen again is the machine's doing")
    func timed() {
        let runs = Mutex(0)
        var search = Search(Setting(), seed: 1)
        while search.runCount < 200, let job = search.next() {
            let trace = SimulatedTill().play(job.schedule)
            let isLate = runs.withLock { count in
                count += 1
                return count % 5 == 0
            }
            let signs = isLate ? [Signature(rule: "D18", message: "the till did not wait")] : []
            search.take(
                Trace(trace, findings: job.schedule.isEmpty ? [] : Set(signs)), of: job)
        }
        #expect(search.allFindings.isEmpty, "\(search.allFindings.map(\.title))")
        #expect(search.noiseCount > 0)
    }

    @Test("The same seed makes the same search")
    func repeatable() {
        var lists: [[Schedule]] = []
        for _ in 1...2 {
            var search = Search(Setting(), seed: 11)
            var schedules: [Schedule] = []
            let till = SimulatedTill()
            while schedules.count < 300, let job = search.next() {
                schedules.append(job.schedule)
                search.take(till.play(job.schedule), of: job)
            }
            lists.append(schedules)
        }
        #expect(lists[0] == lists[1])
    }

    @Test("Two defects are two findings")
    func two() {
        var search = Search(Setting(), seed: 5)
        let till = SimulatedTill(givesUp: { moment in
            moment.attempts.last == .error500
                || (moment.isReversal && moment.advices.last == .requestReset)
        })
        search.run(till, runs: 500)
        let schedules = Set(search.findings.map(\.schedule.description))
        #expect(
            schedules.isSuperset(of: ["attempts=500", "attempts=503* reversals=request-reset"]),
            "\(search.findings.map { "\($0.schedule) \($0.signature)" })")
    }

    @Test("Every finding names its rule and its cause")
    func titles() throws {
        var search = Search(Setting(), seed: 7)
        let till = SimulatedTill(givesUp: {
            $0.attempts.count > 1 && !$0.isReversal && $0.advices.last == .error503
        })
        search.run(till, runs: 300, untilFound: true)
        let finding = try #require(search.findings.first)
        let cause =
            "the provision is answered 503 and the confirmation after a retry is answered 503"
        #expect(finding.title == "The till repeats an advice otherwise than it was when \(cause)")
        #expect(finding.fileStem == "d8-attempts-503-confirmations-503")
    }
}

extension SearchTests {
    /// A till that looks vouchers up, with a defect that shows by it.
    struct LateDefect: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let schedules: [String]
        let givesUp: @Sendable (SimulatedTill.Moment) -> Bool
    }

    private static let lateDefects: [LateDefect] = [
        LateDefect(
            testDescription: "takes a lookup that was answered 500 for an answer",
            schedules: ["lookups=500"]
        ) { $0.lookups.last == .error500 },
        LateDefect(
            testDescription: "takes the second lookup for an answer, whatever it was",
            schedules: ["lookups=503"]
        ) { $0.lookups.count == 2 },
        LateDefect(
            testDescription: "takes a lost lookup for an answer once its confirmation got a 503",
            schedules: ["confirmations=503 lookups=reply-closed"]
        ) { $0.lookups.last == .replyClosed && $0.advices.contains(.error503) },
        LateDefect(
            testDescription: "looks up wrongly what the provider has refused to hear of",
            schedules: ["deliveries=503"]
        ) { $0.lookups.count == 1 && $0.deliveries.first == .error503 },
        LateDefect(
            testDescription: "looks up wrongly what the provider was never told of",
            schedules: ["deliveries=reply-closed*"]
        ) { $0.lookups.count == 1 && $0.deliveries.allSatisfy { $0 == .replyClosed } },
    ]

    @Test(
        "A defect that lookups or deliveries show is found and made as simple as it is",
        arguments: lateDefects)
    func late(defect: LateDefect) throws {
        var search = Search(Setting(), seed: 7)
        let till = SimulatedTill(looksUp: true, givesUp: defect.givesUp)
        search.run(till, runs: 2_000, untilFound: true)
        let finding = try #require(search.findings.first)
        #expect(defect.schedules.contains(finding.schedule.description), "\(finding.schedule)")
        #expect(finding.isShrunk && finding.state == .steady)
    }

    @Test("A fault of a delivery is a place of its own, and no step of the till")
    func deliveries() {
        var search = Search(Setting(), seed: 7)
        search.run(SimulatedTill(looksUp: true), runs: 300)
        #expect(search.allFindings.isEmpty)
        #expect(search.isSteady)
        let lanes = Set(search.coverage.places.map(\.lane))
        #expect(lanes.isSuperset(of: [.lookups, .deliveries]), "\(lanes)")
        let steps = search.knowledge.nodes.keys.flatMap(\.path)
        let hasDelivery = steps.contains(where: \.isDelivery)
        #expect(!hasDelivery)
    }

    @Test("A till whose advices nobody delivers has no fault placed on a delivery")
    func noDeliveries() {
        var search = Search(Setting(), seed: 7)
        while search.runCount < 300, let job = search.next() {
            #expect(job.schedule[.deliveries].kinds.isEmpty, "\(job.schedule)")
            let trace = SimulatedTill(delivers: false).play(job.schedule)
            search.take(trace, of: job)
        }
    }

    @Test("A search that recalls an earlier one knows its findings, and plays nothing twice")
    func recalled() {
        let till = SimulatedTill(givesUp: { $0.attempts.last == .error500 })
        var first = Search(Setting(), seed: 5)
        var runs: [(Trace, Search.Job)] = []
        while first.runCount < 150, let job = first.next() {
            let trace = till.play(job.schedule)
            first.take(trace, of: job)
            switch job.purpose {
            case .observation, .wave: runs.append((trace, job))
            case .repetition, .shrinking: break
            }
        }
        var second = Search(Setting(), seed: 5)
        for (trace, job) in runs { second.recall(trace, of: job) }
        var repeated: [Schedule] = []
        while second.runCount < 400, let job = second.next() {
            if case .wave = job.purpose { repeated.append(job.schedule) }
            second.take(till.play(job.schedule), of: job)
        }
        #expect(Set(repeated).isDisjoint(with: runs.map(\.1.schedule)))
        #expect(second.findings.contains { $0.schedule.description == "attempts=500" })
    }
}
