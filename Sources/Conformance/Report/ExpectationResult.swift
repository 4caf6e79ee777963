import Vocabulary

/// What became of something that the scenario expects of every provision.
public struct ExpectationResult: Sendable, Equatable {
    /// What is expected, as in "every provision ends confirmed".
    public let text: String
    /// `pass` or `fail`; `inconclusive` while a transaction may still come to it.
    public let verdict: Verdict
    /// What was seen, as in "true of 1 of 2 provisions, not of ID".
    public let observed: String
    /// The `seq` of the last message of each transaction that is otherwise.
    public let evidence: [Int]

    /// The results for a scenario's `expect:`, none if it has none.
    static func all(_ history: History) -> [ExpectationResult] {
        let expected = history.sandbox.expected
        var results: [ExpectationResult] = []
        if let ending = expected.ending {
            let text = "every provision ends \(ending.rawValue)"
            results.append(
                ExpectationResult(text, history) { transaction in
                    if transaction.ends(in: ending) { return .pass }
                    return transaction.mayStillChange(history) ? .inconclusive : .fail
                })
        }
        if let text = retriesText(expected) {
            results.append(
                ExpectationResult(text, history) { transaction in
                    let count = transaction.retries.count
                    if count > expected.retriesMax ?? .max { return .fail }
                    if count >= expected.retriesMin ?? 0 { return .pass }
                    return transaction.mayStillChange(history) ? .inconclusive : .fail
                })
        }
        return results
    }

    private init(_ text: String, _ history: History, judge: (Transaction) -> Verdict) {
        let transactions = history.provisions.filter { !$0.attempts.isEmpty }
        let verdicts = transactions.map(judge)
        let missing = zip(transactions, verdicts).filter { $1 != .pass }.map(\.0)
        self.text = text
        evidence = missing.compactMap { $0.messages.last?.seq }
        if transactions.isEmpty {
            verdict = history.hasEnded ? .fail : .inconclusive
            observed = "no provision was seen"
        } else {
            verdict = verdicts.max() ?? .fail
            let count = "\(transactions.count - missing.count) of \(transactions.count)"
            let names = missing.prefix(3).map(\.spelling) + (missing.count > 3 ? ["…"] : [])
            let exceptions = missing.isEmpty ? "" : ", not of \(names.joined(separator: ", "))"
            observed = "true of \(count) provisions\(exceptions)"
        }
    }

    private static func retriesText(_ expected: Expected) -> String? {
        switch (expected.retriesMin, expected.retriesMax) {
        case (nil, nil): nil
        case (let min?, nil): "every provision has at least \(min) retries"
        case (nil, let max?): "every provision has at most \(max) retries"
        case (let min?, let max?) where min == max: "every provision has \(min) retries"
        case (let min?, let max?): "every provision has \(min) to \(max) retries"
        }
    }
}

extension Transaction {
    /// Whether it is open, and its last message so recent that the till may still go on. A
    /// voucher received may still be confirmed or reversed; every other ending is one.
    fileprivate func mayStillChange(_ history: History) -> Bool {
        let isOpen = ending == nil || ending == .provisioned
        let isPending = messages.contains { $0.answer == .pending }
        let latest = messages.map { max($0.at, $0.finishedAt ?? $0.at) }.max() ?? history.now
        let limit = history.sandbox.judge.value(of: .owedWithin)
        return isOpen && !history.hasEnded
            && (isPending || history.now < latest.advanced(by: limit))
    }
}
