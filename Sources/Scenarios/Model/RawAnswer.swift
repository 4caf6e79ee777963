/// An answer written out in a scenario, for what nobody foresaw.
public struct RawAnswer: Sendable, Equatable {
    /// A header line.
    public struct Header: Sendable, Equatable {
        /// The field name.
        public let name: String
        /// The field value.
        public let value: String
    }

    /// The HTTP status.
    public let status: Int
    /// Header lines, in the order of the file.
    public let headers: [Header]
    /// Text is sent as it stands, anything else as JSON; nil for no body.
    public let body: Freeform?
}
