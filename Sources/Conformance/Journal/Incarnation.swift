import Vocabulary

/// One life of a sandbox: what happened in it from its making until it was made anew, was deleted
/// or made room for another one.
struct Incarnation {
    private(set) var sandbox: SandboxRecord
    private(set) var header: JournalHeader?
    /// By arrival, each once and in its latest form.
    private(set) var messages: [MessageRecord] = []
    /// Whether nothing more can come: the run is over, or the sandbox has ended.
    private(set) var hasEnded = false
    /// How the sandbox ended before the run did, if so.
    private(set) var cause: SandboxEnding?
    /// The scenario's rules, and what they came to.
    private(set) var rules: [ScenarioRule] = []
    /// The sandbox's time when a running mock was asked.
    private(set) var now: Timestamp?

    /// Whether the mock itself has counted what the rules came to.
    private var isTallied = false
    private var latestForms: [Int: MessageRecord] = [:]
    /// When the switch has forgotten which client (contract.md, section 4.5).
    private(set) var resets: [(seq: Int, client: String?)] = []
    private var seqMax = Int.min
    /// How many messages came before the scenario was changed under them.
    private var unjudgedCount = 0

    /// Every life of every sandbox, by the order in which they began.
    static func all(in records: [JournalRecord]) -> [Incarnation] {
        var header: JournalHeader?
        var lives: [Incarnation] = []
        var current: [String: Int] = [:]
        for record in records {
            if case .header(let latest) = record { header = latest }
            guard let name = record.sandbox else { continue }
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
        sandbox = SandboxRecord(unrecorded: name)
        take(record)
    }

    /// Every life numbers its records from 1; a sandbox whose scenario is changed goes on counting.
    private func isFollowed(by record: JournalRecord) -> Bool {
        guard case .sandbox(let next) = record else { return false }
        return next.seq <= seqMax
    }

    private mutating func take(_ record: JournalRecord) {
        switch record {
        case .sandbox(let sandbox):
            unjudgedCount += latestForms.count
            self.sandbox = sandbox
            rules = sandbox.rules
            isTallied = false
            latestForms = [:]
            hasEnded = false
            seqMax = max(seqMax, sandbox.seq)
        // A message that arrived before the scenario was changed may finish after it.
        case .message(let message) where message.seq > sandbox.seq:
            latestForms[message.seq] = message
            seqMax = max(seqMax, message.seq)
        case .end(_, let cause, let rules):
            hasEnded = true
            self.cause = cause
            tally(rules)
        case .rules(_, let now, let rules):
            self.now = now
            tally(rules)
        case .reset(_, let seq, let client):
            resets.append((seq, client))
        case .header, .message, .lost, .other:
            break
        }
    }

    /// Journals of earlier versions tell no rules.
    private mutating func tally(_ rules: [ScenarioRule]) {
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

    /// Whether a message came that belongs to a sale, a redemption or a refund and is no lookup.
    var hasTransactionMessages: Bool {
        messages.contains { $0.operation.isTransactional }
    }

    /// Whether an answer that is pending will not come any more: where a sandbox ended first,
    /// nobody knows how its messages would have been answered.
    var hasAllAnswers: Bool { hasEnded && cause == nil }

    /// What a reader should know: that the journal does not reach back to the beginning, that
    /// nobody said what the sandbox should be, or how it ended.
    var note: String? {
        var notes: [String] = []
        if sandbox.dropped > 0 { notes.append("\(sandbox.dropped) older records were let go") }
        if sandbox.madeBy == .firstMessage {
            notes.append(
                "the sandbox was made by its first message, and played what the mock was started "
                    + "with")
        }
        if unjudgedCount > 0 {
            notes.append("\(unjudgedCount) messages before its scenario was changed are not judged")
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
