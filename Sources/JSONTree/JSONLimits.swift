/// What the parser puts up with.
public struct JSONLimits: Sendable {
    /// How many arrays and objects may stand inside one another.
    public var depthMax: Int

    /// - Parameter depthMax: bounds the parser's recursion, so keep it in the hundreds.
    public init(depthMax: Int = 64) {
        self.depthMax = depthMax
    }
}
