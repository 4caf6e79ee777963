import JSONTree

/// A line of the journal.
enum JournalRecord {
    case header(JournalHeader)
    case sandbox(SandboxRecord)
    case message(MessageRecord)
    /// The run of a sandbox is over: what is owed by now will not come any more.
    case end(sandbox: String, rules: [ScenarioRule])
    /// The results of the scenario's rules so far.
    case rules(sandbox: String, [ScenarioRule])
    /// A kind of a later version, which says nothing to this one.
    case other

    init(_ json: JSON) throws(MalformedRecord) {
        let reader = try RecordReader(json)
        switch try reader.text("kind") {
        case nil: self = .message(try MessageRecord(reader))
        case "header": self = .header(try JournalHeader(reader))
        case "sandbox": self = .sandbox(try SandboxRecord(reader))
        case "end":
            self = .end(
                sandbox: try reader.required("sandbox", try reader.text("sandbox")),
                rules: try ScenarioRule.all(reader.value("rules")))
        case "rules":
            self = .rules(
                sandbox: try reader.required("sandbox", try reader.text("sandbox")),
                try ScenarioRule.all(reader.value("rules")))
        default: self = .other
        }
    }

    /// The sandbox it belongs to.
    var sandbox: String? {
        switch self {
        case .sandbox(let sandbox): sandbox.name
        case .message(let message): message.sandbox
        case .end(let sandbox, _), .rules(let sandbox, _): sandbox
        case .header, .other: nil
        }
    }
}
