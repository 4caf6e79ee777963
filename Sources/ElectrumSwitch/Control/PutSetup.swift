import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary

/// The set-up that a PUT of a sandbox asks for: `{"scenario": NAME, "yaml": TEXT, "seed": N,
/// "clock": "real" | "manual"}`, each optional, or the text of a scenario as YAML, with seed and
/// clock in the query.
struct PutSetup {
    private let sandbox: String
    private var scenario: String?
    private var yaml: String?
    private var seed: UInt64?
    private var clock: SandboxClock.Mode?

    /// The length of a text that is read in a moment, in bytes.
    private static let shortBytesMax = 16 * 1024

    init(
        of sandbox: String, from request: HTTPRequest, _ query: Query
    ) throws(ControlError) {
        self.sandbox = sandbox
        if let text = query["seed"] {
            try take("seed", JSONNumber(spelling: text).map(JSON.number) ?? .null)
        }
        if let text = query["clock"] { try take("clock", .string(text)) }
        if ControlCall.yamlTypes.contains(request.contentType) {
            guard let text = String(validating: request.body, as: UTF8.self) else {
                throw ControlError(400, "The body is not UTF-8 text.", hint: "Send it as UTF-8.")
            }
            yaml = text
        } else {
            for member in try request.bodyObject().members {
                try take(member.name, member.value)
            }
        }
        guard scenario == nil || yaml == nil else {
            throw ControlError(
                400, "A sandbox plays one scenario.",
                hint: "Send \"scenario\", the name of one, or \"yaml\", the text of one.")
        }
    }

    private mutating func take(_ name: String, _ value: JSON) throws(ControlError) {
        switch (name, value) {
        case ("seed", _) where seed != nil, ("clock", _) where clock != nil:
            throw ControlError(
                400, "\(name) is given twice.", hint: "Write it in the query or in the body.")
        case ("scenario", .string(let text)): scenario = text
        case ("yaml", .string(let text)): yaml = text
        case ("seed", let value):
            guard case .number(let number) = value, let exact = UInt64(number.spelling) else {
                throw ControlError(
                    400, "seed is not a whole number from 0 to \(UInt64.max).",
                    hint: "Write it like {\"seed\": 7}.")
            }
            seed = exact
        case ("clock", .string(let text)):
            guard let mode = SandboxClock.Mode(rawValue: text) else {
                throw ControlError(
                    400, "There is no clock \(text).", hint: "Write \"real\" or \"manual\".")
            }
            clock = mode
        default:
            throw ControlError(
                400, "\(name) is not understood.",
                hint: "{\"scenario\": NAME or \"yaml\": TEXT, \"seed\": N, "
                    + "\"clock\": \"real\" | \"manual\"}")
        }
    }

    /// True if it takes more than a moment to read the scenario.
    var isLong: Bool { (yaml?.utf8.count ?? 0) > Self.shortBytesMax }

    /// Returns the set-up of the sandbox.
    func setup(
        changing standard: SandboxSetup, _ library: ScenarioLibrary
    ) throws(ControlError) -> SandboxSetup {
        var setup = standard
        if let scenario = try requestedScenario(in: library) {
            setup.scenario = scenario
            setup.creator = .test
            setup.seed = scenario.seed ?? setup.seed
        }
        setup.seed = seed ?? setup.seed
        setup.clock = clock ?? setup.clock
        return setup
    }

    private func requestedScenario(in library: ScenarioLibrary) throws(ControlError) -> Scenario? {
        guard let yaml else { return try scenario.map(library.known) }
        do {
            return try Scenario(
                inline: yaml, of: sandbox, providers: Array(library.providers.profiles.keys))
        } catch {
            throw ControlError(error)
        }
    }
}
