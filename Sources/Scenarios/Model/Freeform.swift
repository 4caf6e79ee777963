/// A value of whatever form, for bodies and details that a scenario writes out; ordered like JSON.
public enum Freeform: Sendable, Equatable {
    /// No value.
    case null
    /// True or false.
    case bool(Bool)
    /// A number, spelled as in JSON.
    case number(String)
    /// Text.
    case text(String)
    /// A list.
    case list([Freeform])
    /// Named members, in the order of the file.
    case mapping([Member])

    /// A named member.
    public struct Member: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The value.
        public let value: Freeform

        init(_ name: String, _ value: Freeform) {
            self.name = name
            self.value = value
        }
    }
}
