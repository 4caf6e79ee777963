/// The way in which a sandbox was made: the `madeBy` of the journal's `sandbox` record.
package enum SandboxCreator: String, Sendable {
    /// It is the default one, or a test made it and did not name a scenario; not recorded.
    case standard
    /// A test made it to play the scenario that it named.
    case test
    /// The address of its first message, which has a set-up.
    case address
    /// Its first message, whose address has no set-up.
    case firstMessage = "first-message"
}
