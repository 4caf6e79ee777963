import HTTPMessages
import Scenarios

/// How messages must show who sends them.
public struct Authentication: Sendable {
    /// Whether operations that only read, GET all of them, answer without Authorization.
    public var hasAnonymousReads = false

    /// Authorization on every operation (contract.md section 1.2).
    public init() {}

    /// The client that sends a request.
    func client(
        of request: HTTPRequest, for endpoint: any Endpoint, by reader: CredentialsReader
    ) throws(ErrorDetail) -> Credentials {
        guard let field = request.fields["Authorization"] else {
            guard hasAnonymousReads, !endpoint.hasBody else { throw .noAuthorization }
            return .none
        }
        guard let credentials = reader.credentials(basic: field) else {
            throw .unreadableAuthorization
        }
        return credentials
    }
}
