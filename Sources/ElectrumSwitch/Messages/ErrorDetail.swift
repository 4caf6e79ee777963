import HTTPMessages
import JSONTree
import Scenarios

/// An error of the interface and the status it is sent with (contract.md sections 2.9 and 4.4).
/// Absent members are left out.
struct ErrorDetail: Error {
    let status: Int
    /// The id of the refused message; nil only if the message has none that can be read
    /// (contract.md 2.9).
    var id: String?
    var originalId: String?
    let errorType: String
    let errorMessage: String
    var providerErrorCode: String?
    var providerErrorMessage: String?
    var detailMessage: JSON?
    /// The authentication challenge of the answer (RFC 9110 section 11.6.1); nil for none.
    var challenge: String?

    init(
        _ status: Int, _ errorType: String, _ errorMessage: String, id: String? = nil,
        originalId: String? = nil, detail: JSON? = nil
    ) {
        self.status = status
        self.id = id
        self.originalId = originalId
        self.errorType = errorType
        self.errorMessage = errorMessage
        detailMessage = detail
    }

    /// Returns the error with the id of the message, unless it has one.
    func naming(_ ids: MessageIDs) -> ErrorDetail {
        var named = self
        named.id = id ?? ids.shown
        return named
    }

    /// The error as it is sent.
    var response: HTTPResponse { response(naming: .providerErrorMsg) }

    /// - Parameter name: the member with the provider's message.
    func response(naming name: ProviderErrorName) -> HTTPResponse {
        let members: [(String, JSON?)] = [
            ("id", id.map(JSON.string)),
            ("originalId", originalId.map(JSON.string)),
            ("errorType", .string(errorType)),
            ("errorMessage", .string(errorMessage)),
            ("providerErrorCode", providerErrorCode.map(JSON.string)),
            (name.rawValue, providerErrorMessage.map(JSON.string)),
            ("detailMessage", detailMessage),
        ]
        var object = JSONObject()
        for case (let name, let value?) in members { object.append(name, value) }
        var response = HTTPResponse(status: status, json: .object(object))
        if let challenge { response.fields.append("WWW-Authenticate", challenge) }
        return response
    }
}

extension HTTPResponse {
    /// A response with a JSON body.
    init(status: Int, json: JSON) {
        self.init(status: status, json: json.encoded)
    }

    /// A response with a JSON body that is written already.
    init(status: Int, json: [UInt8]) {
        self.init(status: status, fields: ["Content-Type": "application/json"], body: json)
    }
}

// MARK: Every error that the switch itself knows

extension ErrorDetail {
    /// The error for a message that is not valid; one line for every mistake.
    static func format(_ mistakes: [String], status: Int = 400) -> ErrorDetail {
        let lines = mistakes.map { JSON.object(JSONObject([("msg", .string($0))])) }
        return ErrorDetail(
            status, "FORMAT_ERROR", "Bad formatting.", detail: ["formatErrors": .array(lines)])
    }

    /// The error for a body that is not JSON.
    static func malformed(_ error: JSONSyntaxError) -> ErrorDetail {
        format(["Malformed JSON at \(error)"])
    }

    /// The error for a body that is not declared as JSON.
    static func mediaType(_ contentType: String?) -> ErrorDetail {
        let found = contentType.map { "not \($0)" } ?? "but there is none"
        return format(["Content-Type must be application/json, \(found)"], status: 415)
    }

    /// The error for a message without Authorization. As at Electrum's test server it is not a 401:
    /// that server never challenges (contract.md 4.1).
    static let noAuthorization = authentication(
        "No authorization.",
        "No Authorization came; the switch never asks for it: send it with the first request.")

    /// The error for an Authorization that cannot be read.
    static let unreadableAuthorization = authentication(
        "Unreadable authorization.",
        "Authorization is neither `Basic` with user name and password, nor `Bearer` with a token.")

    /// The error for an authentication scheme that is not accepted.
    static func otherScheme(_ found: String, wanted: String) -> ErrorDetail {
        authentication(
            "Wrong authentication scheme.", "\(found) is not taken here, only \(wanted) (--auth).")
    }

    /// The error for a user name or password that is not in the file.
    static let wrongCredentials = authentication(
        "Incorrect username or password.", "The user name or the password is wrong.")

    /// The error for an access token that is not valid (RFC 6750 section 3.1): the till has to get
    /// another one and send the message again.
    static func invalidToken(_ reason: String) -> ErrorDetail {
        let text = "The access token \(reason); POST /oauth/token gives another one."
        var error = ErrorDetail(
            401, "AUTHENTICATION_ERROR", "Invalid access token.",
            detail: ["freeString": .string(text)])
        error.challenge =
            #"Bearer realm="electrum-mock", error="invalid_token", "#
            + "error_description=\"The access token \(reason)\""
        return error
    }

    private static func authentication(_ short: String, _ long: String) -> ErrorDetail {
        ErrorDetail(400, "AUTHENTICATION_ERROR", short, detail: ["freeString": .string(long)])
    }

    /// The error for a user name that is not the client's id.
    static func authentication(
        user: String, by scheme: String, clientID: String, client: JSON, id: String?
    ) -> ErrorDetail {
        let text =
            "The \(scheme) username (\(user)) is not the same as the value "
            + "in the Client.Id field (\(clientID))."
        return ErrorDetail(
            400, "AUTHENTICATION_ERROR", "Incorrect username", id: id,
            detail: ["freeString": .string(text), "client": client])
    }

    /// The error that a profile or a scenario demands.
    init(_ answer: ErrorAnswer, id: String?, originalId: String?) {
        self.init(
            answer.status, answer.type, answer.message ?? Self.message(for: answer.type),
            id: id, originalId: originalId, detail: answer.detail)
        providerErrorCode = answer.providerErrorCode
        providerErrorMessage = answer.providerErrorMessage
    }

    /// `UPSTREAM_UNAVAILABLE` in words: `Upstream unavailable`.
    private static func message(for errorType: String) -> String {
        let words = errorType.replacing("_", with: " ").lowercased()
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
