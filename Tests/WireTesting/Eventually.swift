/// Waits until a condition holds that can be seen, but not waited for.
///
/// - Throws: `NeverHappened` when it does not hold within `seconds`.
public func eventually(
    _ what: String, within seconds: Int = 20, _ condition: () throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while try !condition() {
        guard ContinuousClock.now < end else { throw NeverHappened(description: what) }
        try await Task.sleep(for: .milliseconds(1))
    }
}

/// A condition did not come to hold in time.
public struct NeverHappened: Error, CustomStringConvertible {
    /// The condition in words.
    public let description: String

    /// It was this condition.
    public init(description: String) {
        self.description = description
    }
}
