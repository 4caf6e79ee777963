import JSONTree
import Journal
import Vocabulary

/// One life of a sandbox: what happened in it from its making until it was made anew, was deleted
/// or made room for another one.
struct Incarnation {
    private(set) var sandbox: SandboxRecord
    private(set) var header: JournalHeader?
    /// The messages by arrival, each once in its latest form.
    private(set) var messages: [MessageRecord] = []
    /// True if nothing more can come: the run is over, or the sandbox has ended.
    private(set) var hasEnded = false
    /// The reason why the sandbox ended before the run, if it did.
    private(set) var cause: SandboxEnding?
    /// The scenario's rules with their results.
    private(set) var rules: [RuleTally] = []
    /// The sandbox's time when a running mock was asked.
    private(set) var now: Timestamp?

    /// True if earlier messages of the sandbox are not judged: their records were dropped, or its
    /// scenario was changed since.
    private(set) var lacksBeginning = false

    /// True if the mock itself has counted what the rules came to.
    private var isTallied = false
    /// Words that only a later version knows, with the names of their members.
    private var laterWords: Set<String> = []
    private var latestForms: [Int: MessageRecord] = [:]
    /// When the switch has forgotten which client (contract.md, section 4.5).
    private(set) var resets: [(seq: Int, client: String?)] = []
    private var seqMax = Int.min
    /// The number of messages before the scenario was changed during the incarnation.
    private var unjudgedCount = 0

    /// Every life of every sandbox, by the order in which they began.
    static func all(in records: [JournalRecord]) -> [Incarnation] {
        var header: JournalHeader?
        var lives: [Incarnation] = []
        var current: [String: Int] = [:]
        for record in records {
            if case .header(let latest) = record { header = latest }
            if case .late(let shared, let number) = record {
                let ended = lives.lastIndex {
                    $0.sandbox.name == shared.value.sandbox && $0.sandbox.incarnation == number
                }
                if let ended { lives[ended].take(JournalRecord(shared.value)) }
            }
            guard let name = record.place?.sandbox else { continue }
            if let index = current[name] {
                if !lives[index].isFollowed(by: record) {
                    lives[index].take(record)
                    continue
                }
                lives[index].hasEnded = true
                lives[index].cause = lives[index].cause ?? .reset
            }
            current[name] = lives.count
            lives.append(Incarnation(of: name, from: record))
        }
        return lives.map { $0.finished(header) }
    }

    private init(of name: String, from record: JournalRecord) {
        sandbox = SandboxRecord(seq: 0, at: .epoch, name: name)
        take(record)
    }

    /// Returns true if the record continues this incarnation: each numbers its records from 1, and
    /// a changed scenario continues the numbers.
    private func isFollowed(by record: JournalRecord) -> Bool {
        guard case .sandbox(let next) = record else { return false }
        return next.seq <= seqMax
    }

    private mutating func take(_ record: JournalRecord) {
        noteLaterWords(of: record)
        switch record {
        case .sandbox(let sandbox):
            unjudgedCount += latestForms.count
            if sandbox.dropped > 0 || unjudgedCount > 0 { lacksBeginning = true }
            self.sandbox = sandbox
            rules = sandbox.rules
            isTallied = false
            latestForms = [:]
            hasEnded = false
            seqMax = max(seqMax, sandbox.seq)
        // A message that arrived before the scenario was changed may finish after it.
        case .message(let shared), .delivery(let shared):
            let message = shared.value
            guard message.seq > sandbox.seq else { break }
            latestForms[message.seq] = MessageRecord(message)
            seqMax = max(seqMax, message.seq)
        case .end(_, let end):
            hasEnded = true
            cause = end.cause
            tally(end.rules)
        case .deleted(_, let isEvicted):
            hasEnded = true
            cause = isEvicted ? .evicted : .deleted
        case .rules(let place, let rules):
            now = Timestamp(place.at)
            tally(rules)
        case .reset(let place, let client):
            resets.append((place.seq, client.name))
        case .header, .clock, .late, .lost, .other:
            break
        }
    }

    /// Keeps the words of a record that only a later version knows.
    private mutating func noteLaterWords(of record: JournalRecord) {
        var words = record.laterWords
        if case .other(_, let members) = record {
            for name in ["kind", "operation"] { words[name] = members[name]?.text }
        }
        for (name, word) in words where laterWords.count < Self.laterWordsMax {
            laterWords.insert("\(name) \"\(word.shown)\"")
        }
    }

    private static let laterWordsMax = 16

    /// Takes the results of the rules; journals of earlier versions have none.
    private mutating func tally(_ rules: [RuleTally]) {
        guard !rules.isEmpty else { return }
        self.rules = rules
        isTallied = true
    }

    private func finished(_ header: JournalHeader?) -> Incarnation {
        var life = self
        life.header = header
        life.messages = latestForms.values.sorted { $0.seq < $1.seq }
        life.latestForms = [:]
        if !isTallied { life.rules = rules.map { $0.counted(in: life.messages) } }
        return life
    }

    /// True if a message arrived that belongs to a sale, a redemption or a refund and is not a
    /// lookup.
    var hasTransactionMessages: Bool {
        messages.contains { $0.operation.isTransactional }
    }

    /// True if pending answers will not come any more. Where a sandbox ended first, the outcome of
    /// its pending messages is unknown.
    var hasAllAnswers: Bool { hasEnded && cause == nil }

    /// The part that is not judged, as the journal does not reach back to the beginning.
    var omission: String? {
        guard sandbox.dropped > 0 else { return nil }
        let records = sandbox.dropped == 1 ? "record was" : "records were"
        return "\(sandbox.dropped) older \(records) dropped (--journal-bytes-max), and what "
            + "depends on that is not judged"
    }

    /// A remark for the reader: the sandbox was made by its first message, or how it ended.
    var note: String? {
        var notes: [String] = []
        if sandbox.madeBy == .firstMessage {
            notes.append(
                "the sandbox was made by its first message, and played what the mock was started "
                    + "with")
        }
        if unjudgedCount > 0 {
            notes.append("\(unjudgedCount) messages before its scenario was changed are not judged")
        }
        if !laterWords.isEmpty {
            let list = laterWords.sorted().joined(separator: ", ")
            notes.append("unknown to this version and not judged: \(list)")
        }
        if let cause { notes.append("\(cause.text) before the end, so nothing more could come") }
        if !rules.isEmpty, !isTallied {
            notes.append(
                "the journal has no end record, so rules are counted from messages alone, and "
                    + "nearest misses and replies given are not known")
        }
        return notes.isEmpty ? nil : notes.joined(separator: "; ")
    }

    /// The latest time in the records.
    var latest: Timestamp? {
        messages.map { max($0.at, $0.finishedAt ?? $0.at) }.max()
    }
}

extension SandboxRecord {
    /// When the sandbox began; nil if its own record is missing.
    var begin: Timestamp? { seq > 0 ? Timestamp(at) : nil }

    /// The seed as a number, or null.
    var seedNumber: JSON {
        seed.flatMap { JSONNumber(spelling: String($0)) }.map(JSON.number) ?? .null
    }
}

extension RuleTally {
    /// Returns the rule with its decisions counted from the records of messages and deliveries: a
    /// mock that was killed has not recorded the results itself.
    fileprivate func counted(in messages: [MessageRecord]) -> RuleTally {
        var rule = self
        rule.decisionCount = messages.count { $0.rule == name }
        rule.repliesGiven = nil
        rule.nearMiss = nil
        return rule
    }
}
