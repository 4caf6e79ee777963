/// What happened in a sandbox since its last `sandbox` record.
struct Incarnation {
    private(set) var sandbox: SandboxRecord
    let header: JournalHeader?
    /// By arrival, each once and in its latest form.
    private(set) var messages: [MessageRecord] = []
    /// Whether the run is over.
    private(set) var hasEnded = false
    /// The scenario's rules, and what they came to.
    private(set) var rules: [ScenarioRule] = []
    /// Whether the mock itself has counted what they came to.
    private var isTallied = false

    /// The latest incarnation of every sandbox, by first appearance.
    static func all(in records: [JournalRecord]) -> [Incarnation] {
        var header: JournalHeader?
        var names: [String] = []
        var grouped: [String: [JournalRecord]] = [:]
        for record in records {
            if case .header(let latest) = record { header = latest }
            guard let name = record.sandbox else { continue }
            if grouped[name] == nil { names.append(name) }
            grouped[name, default: []].append(record)
        }
        return names.map { Incarnation(of: $0, in: grouped[$0] ?? [], header) }
    }

    private init(of name: String, in records: [JournalRecord], _ header: JournalHeader?) {
        self.header = header
        sandbox = SandboxRecord(unrecorded: name)
        var latest: [Int: MessageRecord] = [:]
        for record in records {
            switch record {
            case .sandbox(let sandbox):
                self.sandbox = sandbox
                rules = sandbox.rules
                isTallied = false
                latest = [:]
                hasEnded = false
            // A message that arrived before the reset may finish after it.
            case .message(let message) where message.seq > sandbox.seq:
                latest[message.seq] = message
            case .end(_, let rules):
                hasEnded = true
                tally(rules)
            case .rules(_, let rules):
                tally(rules)
            case .header, .message, .other:
                break
            }
        }
        messages = latest.values.sorted { $0.seq < $1.seq }
        if !isTallied { rules = rules.map { $0.counted(in: messages) } }
    }

    /// Journals of earlier versions tell no rules.
    private mutating func tally(_ rules: [ScenarioRule]) {
        guard !rules.isEmpty else { return }
        self.rules = rules
        isTallied = true
    }

    /// What a reader should know: that the journal does not reach back to the beginning, or that
    /// nobody said what the sandbox should be.
    var note: String? {
        var notes: [String] = []
        if sandbox.dropped > 0 { notes.append("\(sandbox.dropped) older records were let go") }
        if sandbox.madeBy == "first-message" {
            notes.append(
                "the sandbox was made by its first message, and played what the mock was started "
                    + "with")
        }
        return notes.isEmpty ? nil : notes.joined(separator: "; ")
    }

    /// The latest time in the records.
    var latest: Timestamp? {
        messages.map { max($0.at, $0.finishedAt ?? $0.at) }.max()
    }
}
