/// An answer kept for a later lookup; opaque to the ledger.
package struct RecordedAnswer: Sendable, Equatable {
    /// The HTTP status code.
    package let status: Int
    /// The response body.
    package let body: [UInt8]

    /// An answer as it was given.
    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}
