/// How an answer is made unreadable.
public enum Garbling: String, Sendable, CaseIterable {
    /// The right head, the body cut short, and the connection closed.
    case truncated
    /// Framed rightly, but the JSON is cut short.
    case malformedJSON = "malformed-json"
    /// Content-Length is larger than the body, and the connection closed.
    case wrongLength = "wrong-length"
    /// Chunked, with an invalid size line.
    case badChunk = "bad-chunk"
    /// Bytes that are no HTTP.
    case notHTTP = "not-http"
    /// The right status and no body.
    case empty
    /// A gateway's own 502 page.
    case html502 = "html-502"
    /// The right body, said to be plain text.
    case wrongContentType = "wrong-content-type"

    /// Whether it takes a place to cut at.
    public var isCut: Bool { self == .truncated || self == .malformedJSON }

    /// Whether the switch sent the answer that is garbled; a gateway's page is not the switch's.
    var isOfSwitch: Bool { self != .html502 }
}
