import JSONTree
import Vocabulary

/// A line of the journal.
enum JournalRecord {
    case header(JournalHeader)
    case sandbox(SandboxRecord)
    case message(MessageRecord)
    /// The sandbox has ended; without a cause, the run is over. Messages that are owed by now will
    /// not come.
    case end(sandbox: String, SandboxEnding?, rules: [ScenarioRule])
    /// The results of the scenario's rules so far, and the sandbox's time then.
    case rules(sandbox: String, Timestamp?, [ScenarioRule])
    /// The switch has forgotten a client: its ids are new again.
    case reset(sandbox: String, seq: Int, client: String?)
    /// So many records could not be written.
    case lost(Int)
    /// A kind that only replay by the mock uses, or one of a later version.
    case other

    init(_ json: JSON) throws(MalformedRecord) {
        let reader = try RecordReader(json)
        switch try reader.text("kind") {
        case nil: self = .message(try MessageRecord(reader))
        case "header": self = .header(try JournalHeader(reader))
        case "sandbox": self = .sandbox(try SandboxRecord(reader))
        case "end":
            self = .end(
                sandbox: try Self.sandbox(reader),
                try reader.word("cause", as: SandboxEnding.self),
                rules: try ScenarioRule.all(reader.value("rules")))
        case "deleted":
            let isEvicted = try reader.flag("evicted") ?? false
            self = .end(
                sandbox: try Self.sandbox(reader),
                isEvicted ? .evicted : .deleted, rules: [])
        case "reset":
            self = .reset(
                sandbox: try Self.sandbox(reader),
                seq: try reader.required("seq", try reader.number(.seq)),
                client: try reader.text("client"))
        case "rules":
            self = .rules(
                sandbox: try Self.sandbox(reader), try reader.time("at"),
                try ScenarioRule.all(reader.value("rules")))
        case "lost": self = .lost(try reader.number(.records) ?? 0)
        case "clock":
            _ = try Self.sandbox(reader)
            self = .other
        default: self = .other
        }
    }

    /// The sandbox of what is no message; its number and time, where it has them, must be good.
    private static func sandbox(_ reader: RecordReader) throws(MalformedRecord) -> String {
        let name = try reader.required("sandbox", try reader.text("sandbox"))
        _ = (try reader.number(.seq), try reader.time("at"))
        return name
    }

    /// The sandbox it belongs to.
    var sandbox: String? {
        switch self {
        case .sandbox(let sandbox): sandbox.name
        case .message(let message): message.sandbox
        case .end(let sandbox, _, _), .rules(let sandbox, _, _): sandbox
        case .reset(let sandbox, _, _): sandbox
        case .header, .lost, .other: nil
        }
    }
}
