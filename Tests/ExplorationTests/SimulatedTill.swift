import Exploration
import Vocabulary

/// A till as a function: what it sends under a schedule, and what a judge would find. It retries
/// what is unknown up to three times, reverses what stays unknown, confirms what it got, and
/// repeats an advice until the answer is final, then may look the voucher up; the switch delivers
/// each advice that it took. A defect changes one of the till's decisions.
struct SimulatedTill: Sendable {
    /// The state of the till when it decides.
    struct Moment {
        var sale: Int
        /// The faults that the attempts of the sale met, and the messages of its advice.
        var attempts: [FaultKind]
        var advices: [FaultKind] = []
        var isReversal = false
        /// The faults that the switch's deliveries of the advice met, and the till's lookups.
        var deliveries: [FaultKind] = []
        var lookups: [FaultKind] = []
    }

    var salesCount = 1
    /// True if it looks up each voucher that it sold, until it is told.
    var looksUp = false
    /// True if the switch delivers the advices.
    var delivers = true
    /// True if the till stops here, where it owes a message.
    var givesUp: @Sendable (Moment) -> Bool = { _ in false }
    /// True if it shows its defect only in some runs; asked once for each.
    var isAwake: @Sendable () -> Bool = { true }

    private struct Run {
        let schedule: Schedule
        var messages: [SeenMessage] = []
        var findings: Set<Signature> = []
        var attemptCount = 0

        /// Sends a message; returns what it met.
        mutating func send(_ operation: Operation, sale: Int, index: Int) -> FaultKind {
            let isAttempt = operation == .provision || operation == .retry
            var rule = Schedule.Lane(operation) ?? .attempts
            var kind = schedule[rule].kind(at: index)
            if isAttempt, !schedule[.overall].kinds.isEmpty {
                rule = .overall
                kind = schedule[.overall].kind(at: attemptCount)
            }
            if isAttempt { attemptCount += 1 }
            let hasRule = !schedule[rule].kinds.isEmpty
            messages.append(
                SeenMessage(
                    operation, transaction: "\(sale)", rule: hasRule ? rule.rawValue : nil))
            return kind
        }

        mutating func fail(_ rule: String, _ message: String) {
            findings.insert(Signature(rule: rule, message: message))
        }
    }

    /// Plays a schedule.
    func play(_ schedule: Schedule) -> Trace {
        var run = Run(schedule: schedule)
        let isAwake = isAwake()
        for sale in 0..<salesCount { sell(sale, &run, isAwake) }
        return Trace(run.messages, under: schedule, findings: run.findings)
    }

    private func sell(_ sale: Int, _ run: inout Run, _ isAwake: Bool) {
        var moment = Moment(sale: sale, attempts: [])
        moment.attempts.append(run.send(.provision, sale: sale, index: 0))
        while moment.attempts.last?.outcome == .unknown, moment.attempts.count < 4 {
            guard !(isAwake && givesUp(moment)) else {
                return run.fail("D1", "the retry after \(moment.attempts.count) never came")
            }
            let index = moment.attempts.count
            moment.attempts.append(run.send(.retry, sale: sale, index: index))
        }
        let last = moment.attempts.last?.outcome
        if last == .final, moment.attempts.count == 1 { return }
        moment.isReversal = last != .answered
        advise(&moment, &run, isAwake)
    }

    private func advise(_ moment: inout Moment, _ run: inout Run, _ isAwake: Bool) {
        let operation: Operation = moment.isReversal ? .reverse : .confirm
        repeat {
            guard !(isAwake && givesUp(moment)) else {
                let rule = moment.advices.isEmpty ? moment.isReversal ? "D5" : "D6" : "D8"
                return run.fail(rule, "the \(operation.noun) \(moment.sale) was given up")
            }
            moment.advices.append(
                run.send(operation, sale: moment.sale, index: moment.advices.count))
        } while moment.advices.last?.outcome == .unknown && moment.advices.count < 20
        if delivers { deliver(&moment, &run) }
        if looksUp, !moment.isReversal { lookUp(&moment, &run, isAwake) }
    }

    private func deliver(_ moment: inout Moment, _ run: inout Run) {
        let operation: Operation = moment.isReversal ? .deliverReverse : .deliverConfirm
        repeat {
            moment.deliveries.append(
                run.send(operation, sale: moment.sale, index: moment.deliveries.count))
        } while moment.deliveries.last?.outcome == .unknown && moment.deliveries.count < 5
    }

    private func lookUp(_ moment: inout Moment, _ run: inout Run, _ isAwake: Bool) {
        repeat {
            moment.lookups.append(
                run.send(.lookup, sale: moment.sale, index: moment.lookups.count))
            guard !(isAwake && givesUp(moment)) else {
                return run.fail("D12", "the lookup of \(moment.sale) was taken for an answer")
            }
        } while moment.lookups.last?.outcome == .unknown && moment.lookups.count < 3
    }
}

extension Search {
    /// Plays a search against a simulated till until nothing is left, or so many runs are over.
    mutating func run(_ till: SimulatedTill, runs: Int, untilFound: Bool = false) {
        while runCount < runs {
            if untilFound, findings.contains(where: \.isShrunk), !isBusy { return }
            guard let job = next() else { return }
            take(till.play(job.schedule), of: job)
        }
        stopSearching()
        while let job = next() { take(till.play(job.schedule), of: job) }
    }
}
