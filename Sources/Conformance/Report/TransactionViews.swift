package import JSONTree
import Journal
package import Vocabulary

/// The transactions of a sandbox for programs, as the control API shows them: messages, beliefs and
/// findings, and on request the ladder.
package struct TransactionViews {
    private let life: Incarnation
    private let now: Timestamp?
    private let history: History
    private let members: [TillTransactionKey: [MessageRecord]]
    /// The findings by the canonical ids of their transactions, in order of the rules.
    private let findings: [String: [(rule: RuleResult, finding: Finding)]]

    /// - Parameters:
    ///   - journal: at least the sandbox's own record and all messages of the transactions.
    ///   - now: the sandbox's present time.
    /// - Throws: `JournalError` if the journal does not hold the sandbox.
    package init(of journal: Journal, sandbox: String, now: Timestamp?) throws(JournalError) {
        let lives = try journal.lives(of: sandbox)
        self.init(lives[lives.count - 1], now: now)
    }

    init(_ life: Incarnation, now: Timestamp?) {
        self.life = life
        self.now = now
        let history = History(life, now: now)
        var members: [TillTransactionKey: [MessageRecord]] = [:]
        for message in life.messages {
            guard let key = history.grouping.key(of: message) else { continue }
            members[key, default: []].append(message)
        }
        self.members = members
        self.history = history
        var findings: [String: [(rule: RuleResult, finding: Finding)]] = [:]
        for rule in VerdictRule.all.map({ RuleResult($0, history) }) {
            for finding in rule.findings {
                guard let id = finding.transaction?.canonicalID else { continue }
                findings[id, default: []].append((rule, finding))
            }
        }
        self.findings = findings
    }

    /// The transactions in order of arrival, without their ladders.
    package var summaries: [JSON] {
        history.transactions.map { transaction in
            let ladder = ladder(of: transaction)
            var object = head(of: transaction, ladder)
            object.append("opinion", .string(ladder.opinion.kind.rawValue))
            let rules = (findings[transaction.id] ?? []).map(\.rule.id)
            object.append("findings", .array(Set(rules).sorted(by: Self.isBefore).map(JSON.string)))
            return .object(object)
        }
    }

    /// The transactions in order of arrival, with their ladders.
    package var details: [JSON] {
        history.transactions.map { transaction in
            let ladder = ladder(of: transaction)
            var object = head(of: transaction, ladder)
            for name in ["rungs", "opinion", "parties"] {
                object.append(name, ladder.json[name] ?? .null)
            }
            object.append("findings", .array((findings[transaction.id] ?? []).map(Self.json)))
            return .object(object)
        }
    }

    /// The report on all of them.
    package var reportJSON: JSON { JSONReport.object(Report(life, note: nil, now: now)) }

    // MARK: Parts

    private func ladder(of transaction: TillTransaction) -> Ladder {
        Ladder(
            members[transaction.key] ?? [], transaction.kind, in: history.sandbox,
            hasAllAnswers: history.hasAllAnswers)
    }

    private func head(of transaction: TillTransaction, _ ladder: Ladder) -> JSONObject {
        let messages = members[transaction.key] ?? []
        let first = messages.first
        let provider = messages.lazy.compactMap(\.provider).first
        let amount = messages.lazy.compactMap(\.requestedAmount).first
        let product = messages.lazy.compactMap { $0.request["product"]?["productId"]?.text }.first
        let state = messages.last { $0.state != nil && !$0.isRefused }?.state
        return JSONObject([
            ("id", .string(transaction.spelling)),
            ("at", .string(first?.at.description ?? "")),
            ("kind", .string(transaction.kind.rawValue)),
            ("client", Self.text(messages.lazy.compactMap(\.client).first)),
            ("terminal", Self.text(messages.lazy.compactMap(\.terminal).first)),
            ("provider", Self.text(provider)),
            ("providerName", Self.text(provider.map { history.sandbox.profiles[$0]?.name ?? $0 })),
            ("product", Self.text(product)),
            ("amount", amount.map { .number(JSONNumber($0.amount)) } ?? .null),
            ("currency", Self.text(amount?.currency)),
            ("state", .string((state ?? TransactionState.none).rawValue)),
            ("messages", .array(messages.map(\.brief))),
            ("beliefs", .array(ladder.beliefs.all.map { .string($0.rawValue) })),
        ])
    }

    private static func json(_ rule: RuleResult, _ finding: Finding) -> JSON {
        [
            "rule": .string(rule.id), "title": .string(rule.title),
            "verdict": .string(rule.verdict.rawValue), "message": .string(finding.message),
            "evidence": .array(finding.evidence.map { .number(JSONNumber($0)) }),
            "todo": .string(rule.todo),
        ]
    }

    private static func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    /// D2 comes before D10.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        (left.utf8.count, left) < (right.utf8.count, right)
    }
}

extension MessageRecord {
    /// The message as a list of transactions shows it.
    fileprivate var brief: JSON {
        [
            "seq": .number(JSONNumber(seq)), "op": .string(operation.rawValue),
            "outcome": .string(ladderFate.1.rawValue), "text": .string(ladderAnswer),
            "status": status.map { .number(JSONNumber($0)) } ?? .null,
            "rule": rule.map(JSON.string) ?? .null,
        ]
    }
}

extension Report {
    /// The verdict in the few members that a list of sandboxes shows. The rand at risk are those in
    /// its cents.
    package var brief: JSONObject {
        let (count, amounts) = moneyAtRisk
        let rand = amounts.first { ["710", "ZAR"].contains($0.currency) }?.amount ?? 0
        var kinds: [Situation.Kind: Int] = [:]
        for transaction in transactions { kinds[transaction.situation.kind, default: 0] += 1 }
        let found = Set(rules.flatMap { $0.findings.compactMap(\.transaction) })
        return JSONObject([
            ("verdict", messageCount == 0 ? "none" : .string(verdict.rawValue)),
            ("lead", .string(lead)),
            (
                "rules",
                .object(JSONObject(rules.map { ($0.id, .string($0.verdict.rawValue)) }))
            ),
            (
                "expected",
                .string(expectations.map(\.verdict).max().map(\.rawValue) ?? "none")
            ),
            (
                "faults",
                .object(
                    JSONObject(
                        scenarioRules.filter { $0.decisionCount > 0 }
                            .map { ($0.name, .number(JSONNumber($0.decisionCount))) }))
            ),
            ("broken", .array(rules.filter { $0.verdict == .fail }.map { .string($0.id) })),
            ("messages", .number(JSONNumber(messageCount))),
            ("hollow", .array(hollowRules.map(JSON.string))),
            (
                "risk",
                ["count": .number(JSONNumber(count)), "amount": .number(JSONNumber(rand))]
            ),
            (
                "kinds",
                .object(
                    JSONObject(
                        [Situation.Kind.risk, .unsettled, .open].map {
                            ($0.rawValue, .number(JSONNumber(kinds[$0] ?? 0)))
                        } + [("found", .number(JSONNumber(found.count)))]))
            ),
        ])
    }

    /// The rules of the scenario if none of them has decided, although the scenario expects an
    /// ending: the faults never happened, and a pass proves nothing.
    package var hollowRules: [String] {
        guard !expectations.isEmpty, !transactions.isEmpty,
            scenarioRules.allSatisfy({ $0.decisionCount == 0 })
        else { return [] }
        return scenarioRules.map(\.name)
    }
}
