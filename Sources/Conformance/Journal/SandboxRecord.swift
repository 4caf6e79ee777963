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
    /// The providers by their ids.
    let profiles: [String: ProviderRecord]

    let madeBy: SandboxCreator

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
        profiles = try ProviderRecord.all(reader.object("profiles"))
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
        profiles = [:]
        madeBy = .standard
        rules = []
        dropped = 0
    }
}

/// What a verdict needs of a provider's profile.
struct ProviderRecord {
    /// For people; a scenario's author chose it.
    let name: String
    /// True if the provider answers every retry with a hard decline.
    let declinesRetries: Bool
    /// True if the provider is never told of confirmations.
    let keepsConfirmations: Bool
    /// True if the provider is never told of reversals.
    let keepsReversals: Bool

    static func all(_ profiles: JSONObject?) -> [String: ProviderRecord] {
        var all: [String: ProviderRecord] = [:]
        for profile in profiles?.members ?? [] {
            all[profile.name] = ProviderRecord(profile.name, profile.value)
        }
        return all
    }

    private init(_ id: String, _ profile: JSON) {
        name = profile["name"]?.text ?? id
        declinesRetries = profile["retries"]?.text == "declined"
        // One word, or one for each kind.
        let advices = profile["advices"]
        keepsConfirmations = (advices?["confirm"] ?? advices)?.text == "consumed"
        keepsReversals = (advices?["reverse"] ?? advices)?.text == "consumed"
    }
}
