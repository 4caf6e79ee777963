import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary
import VoucherLedger

/// `POST /oauth/token`: an access token for user name and password, or for a refresh token. It is
/// not an operation of the interface, but it is recorded as a message of the till. A class, since
/// every exchange has room for one and few have one.
final class TokenCall: Sendable {
    /// The message for the journal: without its secrets.
    let message: Message
    private let request: Result<TokenRequest, TokenError>
    private let lifetime: Duration

    init(_ request: HTTPRequest, in sandbox: Sandbox, at now: Instant) {
        lifetime = sandbox.setup.authentication.tokenLifetime
        var shown = JSONObject()
        self.request = Result { () throws(TokenError) in
            let parameters = try TokenRequest.Parameters(of: request)
            shown = Self.masked(parameters.members)
            return try TokenRequest(
                parameters, of: request, authentication: sandbox.setup.authentication,
                reader: sandbox.setup.credentials
            ) { token, client in
                sandbox.withState(at: now) { state, _ in
                    state.tokens.holder(ofRefreshToken: token, client: client)
                }
            }
        }
        let user = shown["username"]?.text
        let credentials =
            (try? self.request.get())?.credentials
            ?? user.map { Credentials(user: $0, fingerprint: "") } ?? .none
        let text = JSONText(.object(shown))
        message = Message(
            received: text.bytes, body: JSONView(text), id: nil, credentials: credentials,
            key: TransactionKey(client: credentials.client, id: .none), fields: request.fields)
    }

    /// Issues the token, as far as the scenario allows it, and answers.
    func answer(to inFlight: InFlightMessage, in state: inout SandboxState, at time: SandboxTime)
        -> HTTPResponse
    {
        switch inFlight.decision.outcome {
        case .decline(let answer):
            let description = answer.message ?? answer.type
            return TokenError("invalid_grant", description, status: answer.status).response
        case .error(let answer, _):
            return ErrorDetail(answer, id: nil, originalId: nil)
                .response(naming: state.core.providerErrorName)
        case .normal, .lost, .replaced, .respond, .tls: break
        }
        guard inFlight.decision.outcome.isProcessed else { return HTTPResponse(status: 500) }
        do {
            return try grant(inFlight, in: &state, at: time)
        } catch {
            return error.response
        }
    }

    private func grant(
        _ inFlight: InFlightMessage, in state: inout SandboxState, at time: SandboxTime
    ) throws(TokenError) -> HTTPResponse {
        let request = try request.get()
        var known: String?
        if case .refreshToken(let token, _) = request.grant { known = token }
        let grant = state.tokens.grant(
            to: request.credentials, client: request.clientID, refreshToken: known,
            until: time.advanced(by: lifetime))
        state.core.journal.update(inFlight.seq) { $0.processed = true }
        var body = JSONObject([
            ("access_token", .string(grant.accessToken)), ("token_type", "Bearer"),
            ("expires_in", .number(JSONNumber(lifetime.components.seconds))),
            ("refresh_token", .string(grant.refreshToken)),
        ])
        body["scope"] = request.scope.map(JSON.string)
        return HTTPResponse(tokenAnswer: .object(body), status: 200)
    }

    // MARK: Secrets

    /// Returns the answer masked for the journal.
    static func masked(_ body: [UInt8]) -> [UInt8] {
        guard let members = (try? JSON(parsing: body))?.members else { return body }
        return JSON.object(masked(members)).encoded
    }

    private static func masked(_ members: JSONObject) -> JSONObject {
        JSONObject(
            members.members.map {
                ($0.name, secrets.contains($0.name) ? .string(Masking.mask) : $0.value)
            })
    }

    private static let secrets: Set<String> = [
        "password", "client_secret", "refresh_token", "access_token",
    ]
}
