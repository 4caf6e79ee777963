import Journal
import Vocabulary

/// The result of one expectation of the scenario over every provision.
public struct ExpectationResult: Sendable, Equatable {
    /// The expectation, as in "every provision ends confirmed".
    public let text: String
    /// `pass` or `fail`; `inconclusive` while a transaction may still come to it, if none came,
    /// and if the expected provider was never asked; `not-applicable` if the scenario was not
    /// played.
    public let verdict: Verdict
    /// The observation, as in "1 of 2 provisions did not: ID ended reversed".
    public let observed: String
    /// The `seq` of the last message of each transaction that does not meet it.
    public let evidence: [Int]

    /// Returns the results for a scenario's `expect:`; empty without one.
    ///
    /// - Parameter idle: rules that had to decide and did not. Under a scenario that was not played
    ///   nothing counts for or against the till.
    static func all(_ history: History, idle: [ScenarioRuleResult]) -> [ExpectationResult] {
        let expected = history.sandbox.expect
        let provider = expected.provider.map { ExpectationResult(provider: $0, history) }
        let reason =
            idle.first.map { "rule `\($0.name)` never decided" }
            ?? provider.flatMap { $0.verdict == .pass ? nil : $0.observed }
        let others = endings(history, expected).map { result in
            reason.map { result.notJudged(because: $0) } ?? result
        }
        return (provider.map { [$0] } ?? []) + others
    }

    private static func endings(
        _ history: History, _ expected: Expectation
    ) -> [ExpectationResult] {
        var results: [ExpectationResult] = []
        if !expected.finally.isEmpty {
            let words = expected.finally.map(\.rawValue).joined(separator: " or ")
            let text = "every provision ends \(words)"
            results.append(
                ExpectationResult(text, history) {
                    $0.endingText
                } judge: { transaction in
                    if expected.finally.contains(where: transaction.ends) { return .pass }
                    return transaction.mayStillChange(history) ? .inconclusive : .fail
                })
        }
        if let text = retriesText(expected) {
            results.append(
                ExpectationResult(text, history) {
                    $0.retriesText
                } judge: { transaction in
                    let count = transaction.retries.count
                    if count > expected.retriesMax ?? .max { return .fail }
                    if count >= expected.retriesMin ?? 0 { return .pass }
                    return transaction.mayStillChange(history) ? .inconclusive : .fail
                })
        }
        return results
    }

    /// The result for an expected provider; one that was never asked proves nothing about the till.
    private init(provider: String, _ history: History) {
        let count = history.provisions.count { $0.provider == provider && !$0.attempts.isEmpty }
        text = "a provision goes to provider \(provider)"
        verdict = count > 0 ? .pass : .inconclusive
        observed =
            count > 0
            ? "\(count) of \(history.provisions.count) provisions did"
            : "no provision for provider \(provider)" + Self.others(history)
        evidence = []
    }

    private static func others(_ history: History) -> String {
        var counts: [String: Int] = [:]
        for provision in history.provisions {
            counts[provision.provider ?? "none", default: 0] += 1
        }
        let list = counts.sorted { $0.key < $1.key }.prefix(3).map { "\($0.value) for \($0.key)" }
        return list.isEmpty ? "" : "; \(list.joined(separator: ", "))"
    }

    private init(_ text: String, _ verdict: Verdict, _ observed: String, _ evidence: [Int]) {
        self.text = text
        self.verdict = verdict
        self.observed = observed
        self.evidence = evidence
    }

    private func notJudged(because reason: String) -> ExpectationResult {
        ExpectationResult(text, .notApplicable, "not judged: \(reason)", [])
    }

    /// - Parameter describe: what a transaction did instead, as in "ended reversed".
    private init(
        _ text: String, _ history: History, describe: (TillTransaction) -> String,
        judge: (TillTransaction) -> Verdict
    ) {
        let transactions = history.provisions.filter {
            !$0.attempts.isEmpty && !$0.mayLackMessages
        }
        let verdicts = transactions.map(judge)
        let missing = zip(transactions, verdicts).filter { $1 != .pass }.map(\.0)
        self.text = text
        evidence = missing.compactMap { $0.messages.last?.seq }
        if transactions.isEmpty {
            verdict = .inconclusive
            observed = "no provision was seen"
        } else {
            verdict = verdicts.max() ?? .fail
            let all = transactions.count
            let whole = all == 1 ? "the only provision" : "all \(all) provisions"
            let part = all == 1 ? whole : "\(missing.count) of \(all) provisions"
            let names = missing.prefix(3).map { "\($0.spelling.short) \(describe($0))" }
            let rest = missing.count > 3 ? " and \(missing.count - 3) more" : ""
            let isNone = missing.count == all && all > 1
            observed =
                missing.isEmpty
                ? "\(whole) did"
                : (isNone ? "none of \(all) provisions did" : "\(part) did not")
                    + "\(verdict == .fail ? "" : " yet"): "
                    + names.joined(separator: ", ") + rest
        }
    }

    private static func retriesText(_ expected: Expectation) -> String? {
        switch (expected.retriesMin, expected.retriesMax) {
        case (nil, nil): nil
        case (let min?, nil): "every provision has at least \(min) retries"
        case (nil, let max?): "every provision has at most \(max) retries"
        case (let min?, let max?) where min == max: "every provision has \(min) retries"
        case (let min?, let max?): "every provision has \(min) to \(max) retries"
        }
    }
}

extension TillTransaction {
    /// As in "ended reversed".
    fileprivate var endingText: String { ending.map { "ended \($0.rawValue)" } ?? "is open" }

    /// As in "has 2 retries".
    fileprivate var retriesText: String {
        "has \(retries.count) \(retries.count == 1 ? "retry" : "retries")"
    }

    /// Returns true if the provision is open and its last message is so recent that the till may
    /// still continue. A received voucher may still be confirmed or reversed; every other ending is
    /// final.
    fileprivate func mayStillChange(_ history: History) -> Bool {
        let isOpen = ending == nil || ending == .provisioned
        let isPending = messages.contains { $0.answer == .pending }
        let latest = messages.map { max($0.at, $0.finishedAt ?? $0.at) }.max() ?? history.now
        let limit = history.sandbox.judge.duration(of: .owedWithin)
        return isOpen && !history.hasEnded
            && (isPending || history.now < latest.advanced(by: limit))
    }
}
