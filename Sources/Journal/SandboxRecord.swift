package import Vocabulary

/// The beginning of a sandbox, or of another scenario in it, with everything that a verdict needs.
package struct SandboxRecord: Sendable, Equatable {
    package var seq: Int
    /// The time on the sandbox clock.
    package var at: UnixTime
    package var name: String
    /// The number of the sandbox among those of its name, from 1; nil in journals of earlier
    /// versions.
    package var incarnation: Int?
    /// The number of earlier records that the journal does not hold.
    package var dropped = 0
    package var scenario: String?
    package var seed: UInt64?
    package var draw = DrawOrder.byID
    package var clock: ClockMode?
    package var messaging = Messaging.dual
    /// The scenario's rules before any decision.
    package var rules: [RuleTally] = []
    package var judge = JudgeSettings()
    package var expect = Expectation()
    /// The providers by their ids.
    package var profiles: [String: ProviderRecord] = [:]
    /// The text of a scenario that comes from no file.
    package var inlineText: String?
    package var madeBy = SandboxCreator.standard
    /// See `JournalRecord.laterWords`.
    package var laterWords: [String: String] = [:]

    /// A record with the defaults.
    package init(seq: Int, at: UnixTime, name: String) {
        self.seq = seq
        self.at = at
        self.name = name
    }

    package var place: RecordPlace { RecordPlace(seq: seq, at: at, sandbox: name) }
}

/// The part of a provider's profile that a verdict needs, in the words of profiles.
package struct ProviderRecord: Sendable, Equatable {
    /// For people; a scenario's author chose it.
    package let name: String?
    /// The provider's way with retries: `supported` or `declined`.
    package let retries: String?
    /// The way of confirmations: `forwarded` or `consumed`.
    package let confirmations: String?
    /// The way of reversals.
    package let reversals: String?

    package init(name: String?, retries: String?, confirmations: String?, reversals: String?) {
        self.name = name
        self.retries = retries
        self.confirmations = confirmations
        self.reversals = reversals
    }

    /// True if the provider answers every retry with a hard decline.
    package var declinesRetries: Bool { retries == "declined" }

    /// True if the provider is never told of confirmations.
    package var keepsConfirmations: Bool { confirmations == "consumed" }

    /// True if the provider is never told of reversals.
    package var keepsReversals: Bool { reversals == "consumed" }
}
