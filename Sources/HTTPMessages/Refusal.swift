/// A request that cannot be understood or will not be read, with the answer it gets.
///
/// After a refusal the position of the next request is unknown, so the connection ends
/// (RFC 9112 section 9.6).
public struct Refusal: Error, Sendable, Equatable {
    /// The status code of the answer, 400…505.
    public let status: Int
    /// What is wrong, for the person who wrote the client.
    public let reason: String

    /// Plain HTTP where TLS is spoken.
    public static let plainHTTP = Refusal(400, "this port speaks TLS: use https://")
    /// TLS where plain HTTP is spoken.
    public static let tlsHandshake = Refusal(
        400, "this is a TLS handshake, and this port speaks plain HTTP")
    /// The answer waits for something, and others need the connection's descriptor.
    public static let makesRoom = Refusal(
        503, "no descriptor is left, and a newer connection needs this one; raise ulimit -n")

    /// A refusal with its status and the words for it.
    public init(_ status: Int, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    /// The answer: the reason as text.
    public var response: HTTPResponse {
        let phrase = HTTPResponse.reasonPhrase(status)
        return HTTPResponse(status: status, text: "\(status) \(phrase): \(reason)\n")
    }
}
