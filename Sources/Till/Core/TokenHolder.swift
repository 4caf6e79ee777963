import JSONTree
import Vocabulary

/// The access token of a till (OAuth2, the password grant of RFC 6749 section 4.3).
struct TokenHolder: Sendable {
    var access: String?
    /// The number of requests for a token since the last one was granted.
    var requests = 0
    private var refresh: String?

    private static let client = "&client_id=till&client_secret=hidden"

    /// The form that asks for a token: by the refresh token, if there is one.
    func form(_ settings: TillSettings) -> String {
        if let refresh {
            return "grant_type=refresh_token&refresh_token=\(refresh.percentEncoded)\(Self.client)"
        }
        let user = settings.user.percentEncoded
        return "grant_type=password&username=\(user)&password=\(settings.password.percentEncoded)"
            + Self.client
    }

    /// Takes the answer. A refresh token that was declined is not used again.
    mutating func receive(_ reply: ReadReply) {
        if let token = reply.json?["access_token"]?.text {
            access = token
            requests = 0
            refresh = reply.json?["refresh_token"]?.text
        } else if reply.outcome.isDeclined {
            refresh = nil
        }
    }
}
