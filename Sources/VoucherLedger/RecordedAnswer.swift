/// An answer that somebody may ask for again; opaque to the ledger.
public struct RecordedAnswer: Sendable, Equatable {
    /// Its status code.
    public let status: Int
    /// Its content.
    public let body: [UInt8]

    /// An answer as it was given.
    public init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}
