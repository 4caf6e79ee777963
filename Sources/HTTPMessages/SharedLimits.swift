/// Limits as connections hold them: all of a server share one copy.
public final class SharedLimits: Sendable {
    /// The limits.
    public let values: HTTPLimits

    /// A copy to share.
    public init(_ values: HTTPLimits) {
        self.values = values
    }
}
