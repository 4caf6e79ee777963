/// Waits until a condition holds that can be seen, but not waited for.
///
/// - Throws: `NeverHappened` when it does not hold within `seconds`, which are far more than a busy
///   machine needs: nobody waits for them but a test that fails.
package func eventually(
    _ what: String, within seconds: Int = 120, _ condition: () throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while try !condition() {
        guard ContinuousClock.now < end else { throw NeverHappened(description: what) }
        try await Task.sleep(for: .milliseconds(1))
    }
}

/// A condition did not come to hold in time.
package struct NeverHappened: Error, CustomStringConvertible {
    /// The condition in words.
    package let description: String

    /// It was this condition.
    package init(description: String) {
        self.description = description
    }
}
