/// The limits of the parser.
package struct JSONLimits: Sendable {
    /// The deepest nesting of arrays and objects.
    package var depthMax: Int

    /// - Parameter depthMax: bounds the parser's recursion, so keep it in the hundreds.
    package init(depthMax: Int = 64) {
        self.depthMax = depthMax
    }
}
