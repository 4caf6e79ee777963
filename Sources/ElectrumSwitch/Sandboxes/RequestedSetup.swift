import HTTPMessages
import Scenarios
import Vocabulary

/// The set-up in a sandbox's address: `scenario=f1-dual-success;seed=7;clock=manual`, each
/// optional, the values percent-encoded.
struct RequestedSetup {
    private(set) var scenario: String?
    private(set) var seed: UInt64?
    private(set) var clock: SandboxClock.Mode?

    /// True if the address has no set-up.
    var isEmpty: Bool { scenario == nil && seed == nil && clock == nil }

    /// Parses a set-up.
    ///
    /// - Throws: 400 if it is not valid.
    init(parsing text: String) throws(ErrorDetail) {
        guard !text.isEmpty else { return }
        for pair in text.split(separator: ";", omittingEmptySubsequences: false) {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let value = PercentEncoding.decode(parts[1]) else {
                throw Self.mistake("\(pair) is not NAME=VALUE, percent-encoded")
            }
            try take(String(parts[0]), value)
        }
    }

    private mutating func take(_ name: String, _ value: String) throws(ErrorDetail) {
        switch name {
        case "scenario" where scenario == nil:
            scenario = value
        case "seed" where seed == nil:
            guard value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(value)
            else { throw Self.mistake("seed is not a whole number: \(value)") }
            seed = number
        case "clock" where clock == nil:
            guard let mode = SandboxClock.Mode(rawValue: value) else {
                throw Self.mistake("clock is neither real nor manual: \(value)")
            }
            clock = mode
        case "scenario", "seed", "clock":
            throw Self.mistake("\(name) is given twice")
        default:
            throw Self.mistake("\(name) is not known")
        }
    }

    private static func mistake(_ text: String) -> ErrorDetail {
        let shown = text.count > 200 ? text.prefix(200) + " …" : text
        return .format([
            "the address makes no sandbox, \(shown); "
                + "write /sandboxes/NAME;scenario=SCENARIO;seed=7;clock=manual"
        ])
    }

    /// Returns the difference between the sandbox's set-up and this one; nil if they agree.
    func disagreement(with setup: SandboxSetup) -> String? {
        let playing = setup.scenario.name
        if let scenario, scenario != playing, !playing.hasSuffix("/" + scenario) {
            return "plays \(playing), not \(scenario.prefix(100))"
        }
        if let seed, seed != setup.seed { return "has the seed \(setup.seed), not \(seed)" }
        if let clock, clock != setup.clock {
            return "has a \(setup.clock.rawValue) clock, not a \(clock.rawValue) one"
        }
        return nil
    }
}
