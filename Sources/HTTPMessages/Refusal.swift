/// A request that is not valid or will not be read, with the answer it gets.
///
/// After a refusal the position of the next request is unknown, so the connection ends (RFC 9112
/// section 9.6).
package struct Refusal: Error, Sendable, Equatable {
    /// The status code of the answer, 400…505.
    package let status: Int
    /// The mistake, described for the developer of the client.
    package let reason: String

    /// Plain HTTP on a TLS port.
    package static let plainHTTP = Refusal(400, "this port speaks TLS: use https://")
    /// TLS on a plain HTTP port.
    package static let tlsHandshake = Refusal(
        400, "this is a TLS handshake, and this port speaks plain HTTP")
    /// The end of a stream in the middle of a request.
    static let cutShort = Refusal(
        400, "the stream ends inside a request (RFC 9112 section 8)")
    /// The refusal of a waiting request whose descriptor is needed for another connection.
    package static let makesRoom = Refusal(
        503, "no descriptor is left, and a newer connection needs this one; raise ulimit -n")

    /// A refusal with its status and the words for it.
    package init(_ status: Int, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    /// The answer: the reason as text.
    package var response: HTTPResponse {
        let phrase = HTTPResponse.reasonPhrase(status)
        return HTTPResponse(status: status, text: "\(status) \(phrase): \(reason)\n")
    }
}
