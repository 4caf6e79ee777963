/// What is wrong with how an input was answered.
public struct FuzzFailure: Error, CustomStringConvertible {
    /// In a few words.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
