/// Limits as connections hold them: all of a server share one copy.
package final class SharedLimits: Sendable {
    /// The limits.
    package let values: HTTPLimits

    /// A copy to share.
    package init(_ values: HTTPLimits) {
        self.values = values
    }
}
