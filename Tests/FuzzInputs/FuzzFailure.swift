/// A wrong answer to an input.
package struct FuzzFailure: Error, CustomStringConvertible {
    /// In a few words.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
