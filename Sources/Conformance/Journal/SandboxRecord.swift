import JSONTree
import Vocabulary

/// The beginning of a sandbox's incarnation, with everything that a verdict needs of its scenario.
struct SandboxRecord {
    let seq: Int
    let name: String
    let at: Timestamp?
    let scenario: String?
    /// A number, or null.
    let seed: JSON
    /// True if draws depend on the order of transactions, false if on their ids.
    let drawsByOrder: Bool
    let messaging: Messaging
    let judge: JudgeSettings
    let expected: Expected
    /// The scenario's rules before any decision.
    let rules: [ScenarioRule]
    /// The profiles that answer a retry with a hard decline.
    let providersWithoutRetries: Set<String>

    let madeBy: SandboxCreator

    /// Which of the journal's sandboxes it is; nil in journals of earlier versions.
    let incarnation: Int?

    /// The number of earlier records that the journal does not hold.
    let dropped: Int

    init(_ reader: RecordReader) throws(MalformedRecord) {
        seq = try reader.required("seq", try reader.number(.seq))
        name = try reader.required("sandbox", try reader.text("sandbox"))
        scenario = try reader.text("scenario")
        seed = try Self.seed(reader)
        drawsByOrder = try reader.word(.draw) == "by-order"
        messaging = try reader.word("messaging", as: Messaging.self) ?? .dual
        judge = try JudgeSettings(reader.value("judge"))
        expected = try Expected(reader.value("expect"))
        madeBy = try reader.word("madeBy", as: SandboxCreator.self) ?? .standard
        rules = try ScenarioRule.all(reader.value("rules"))
        dropped = try reader.number(.dropped) ?? 0
        incarnation = try reader.number(.incarnation)
        let profiles = try reader.object("profiles")?.members ?? []
        providersWithoutRetries = Set(
            profiles.filter { $0.value["retries"]?.text == "declined" }.map(\.name))
        // Only the mock itself makes something of the clock.
        _ = try reader.word(.clock)
        at = try reader.required("at", try reader.time("at"))
    }

    /// Larger than a number that JSON's readers agree on may be.
    private static func seed(_ reader: RecordReader) throws(MalformedRecord) -> JSON {
        guard let value = reader.value("seed") else { return .null }
        guard case .number(let number) = value, UInt64(number.spelling) != nil else {
            throw reader.malformed("seed", "not a number from 0 to \(UInt64.max)")
        }
        return value
    }

    /// The defaults for a sandbox whose own record is missing from the journal.
    init(unrecorded name: String) {
        seq = .min
        self.name = name
        at = nil
        scenario = nil
        seed = .null
        drawsByOrder = false
        messaging = .dual
        judge = JudgeSettings()
        expected = Expected()
        providersWithoutRetries = []
        madeBy = .standard
        rules = []
        dropped = 0
        incarnation = nil
    }
}
