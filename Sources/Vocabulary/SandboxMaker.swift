/// How a sandbox came to be: the `madeBy` of the journal's `sandbox` record.
package enum SandboxMaker: String, Sendable {
    /// It is the default one, or a test made it and did not name a scenario; not recorded.
    case standard
    /// A test made it to play the scenario that it named.
    case test
    /// The address of its first message says what it should be.
    case address
    /// Its first message, with no word of what it should be.
    case firstMessage = "first-message"
}
