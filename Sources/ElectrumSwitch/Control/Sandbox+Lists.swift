import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// The facts of a sandbox in the console's lists.
extension Sandbox {
    /// The present journal; a copy stays as it is while the journal grows.
    var journal: SandboxJournal { peek { $0.core.journal } }

    /// Returns records in the form of a journal file, with what a view needs besides: the sandbox's
    /// own record, and the state of its rules.
    func records(_ numbers: [Int], at now: Instant) -> ConsoleViews.Records {
        let whole = glimpse(at: now)
        return (name, whole.records(numbers), whole.now)
    }
}

extension SandboxJournal {
    /// Returns the transactions that began before a record, the newest first: the number of the
    /// first kept record of each.
    func beginnings(before seq: Int, max: Int) -> [Int] {
        var found: [Int] = []
        var seq = Swift.min(seq, nextSeq) - 1
        while seq > dropped, found.count < max {
            if isBeginning(seq) { found.append(seq) }
            seq -= 1
        }
        return found
    }
}

extension Sandbox {
    /// The scenario of the sandbox, the counts of its rules, and its journal.
    var played: (Scenario, [RuleTally], SandboxJournal) {
        peek { state in
            let tallies = state.core.engine.tallies {
                SecretName($0).isSecret || SecretName($0).isCode
            }
            return (state.core.engine.scenario, tallies, state.core.journal)
        }
    }

    /// The number of advices that providers have not answered yet.
    var queuedCount: Int {
        peek { $0.outbox.queues.nonEmpty.map(\.entries.count).reduce(0, +) }
    }

    /// The facts of a line of the list of sandboxes that need no verdict.
    func rowFacts(_ journal: SandboxJournal) -> JSONObject {
        let (scenario, creator) = peek { ($0.core.engine.scenario, $0.core.creator) }
        let number = { (value: Int) in JSON.number(JSONNumber(value)) }
        let latest = journal.records(from: max(1, journal.nextSeq - 64), max: .max)
            .last { if case .message = $0 { true } else { false } }
        return JSONObject([
            ("title", .string(scenario.title)), ("inline", .bool(scenario.inlineText != nil)),
            ("messaging", .string(scenario.messaging.rawValue)),
            ("madeBy", .string(creator.rawValue)),
            (
                "counts",
                [
                    "open": number(journal.openCount),
                    "transactions": number(journal.transactionCount),
                    "records": number(journal.nextSeq - 1),
                ]
            ),
            ("queue", number(queuedCount)),
            ("lastMessageAt", (latest?.place).map { .string($0.at.text) } ?? .null),
            ("dropped", number(journal.dropped)),
        ])
    }

    /// The voucher of a transaction; nil without one.
    func voucher(of key: TransactionKey, hidesSecrets: Bool) -> JSON? {
        let detail = peek { state in
            state.core.ledger[key].map { TransactionDetail(key, $0, in: state.core) }
        }
        guard let encoded = detail?.encoded, let json = try? JSON(parsing: encoded),
            var voucher = json["voucher"]?.members
        else { return nil }
        guard hidesSecrets else { return .object(voucher) }
        for member in voucher.members {
            let name = SecretName(member.name)
            if name.isSecret || name.isCode || member.name == "code" {
                voucher[member.name] = .string(Masking.mask)
            }
        }
        return .object(voucher)
    }
}
