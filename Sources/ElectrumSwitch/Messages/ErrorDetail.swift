import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Vocabulary

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

    /// The error for a provision whose id was used before.
    static func duplicate(
        id: String?, requestTime: JSON?, receiver: JSON?, voucher: JSON?
    ) -> ErrorDetail {
        var detail = JSONObject([
            (
                "freeString",
                "Request with ID already processed with the associated fields."
            ),
            ("voucherId", .string(id ?? "")),
        ])
        detail["requestTime"] = requestTime
        detail["receiver"] = receiver
        detail["voucher"] = voucher
        return ErrorDetail(
            400, "DUPLICATE_RECORD", "Duplicate UUID.", id: id, detail: .object(detail))
    }

    /// The error for a provision or retry that arrives after its reversal.
    static func provisionReversed(id: String?, by reversalID: String) -> ErrorDetail {
        ErrorDetail(
            400, "VOUCHER_ALREADY_REVERSED", "Voucher reversed.", id: id, originalId: reversalID,
            detail: [
                "freeString":
                    "Voucher reversal with UUID already processed with the associated fields.",
                "reversalId": .string(reversalID),
            ])
    }

    /// The error for an advice on a provision that was never seen.
    static func unknownProvision(_ advice: Message, called name: String) -> ErrorDetail {
        ErrorDetail(
            404, "UNABLE_TO_LOCATE_RECORD", "No voucher req.", id: advice.id,
            originalId: advice.requestID,
            detail: [
                "freeString": .string("No VoucherRequest located for given \(name)."),
                "voucherId": .string(advice.requestID ?? ""),
            ])
    }

    /// The error for a confirmation after a reversal.
    static func confirmReversed(_ advice: Message, by reversalID: String) -> ErrorDetail {
        ErrorDetail(
            400, "VOUCHER_ALREADY_REVERSED", "Voucher reversed.", id: advice.id,
            originalId: advice.requestID,
            detail: [
                "freeString":
                    "Voucher provision has already been reversed with the associated details.",
                "reversalId": .string(reversalID),
            ])
    }

    /// The error for a reversal after a confirmation.
    static func reverseConfirmed(_ advice: Message, by confirmationID: String) -> ErrorDetail {
        let text =
            "The voucher cannot be reversed as it has already been confirmed "
            + "with the associated details."
        return ErrorDetail(
            400, "VOUCHER_ALREADY_CONFIRMED", "Voucher confirmed.", id: advice.id,
            originalId: advice.requestID,
            detail: [
                "freeString": .string(text),
                "confirmationId": .string(confirmationID),
                "voucherId": .string(advice.requestID ?? ""),
            ])
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

    /// The error for a path or header with a sandbox name that is not valid.
    static let sandboxName = format([
        "a sandbox name is 1 to 64 letters, digits, '.', '_' and '-'"
    ])

    /// The error for a path without an operation.
    static func unknownPath(_ path: String) -> ErrorDetail {
        // Behind the root nobody can tell where the name of a scenario ends.
        let hint = path.contains(";scenario=") ? " A / in the scenario's name is written %2F." : ""
        let text = "There is nothing at \(path); the operations are \(RouteTable.summary).\(hint)"
        return ErrorDetail(
            404, "FUNCTION_NOT_SUPPORTED", "No such operation.",
            detail: ["freeString": .string(text)])
    }

    /// The error for a method that the operation does not have.
    static func wrongMethod(_ method: String, allowed: [String]) -> ErrorDetail {
        let text = "\(method) is not possible here, only \(allowed.joined(separator: ", "))."
        return ErrorDetail(
            405, "FUNCTION_NOT_SUPPORTED", "No such operation.",
            detail: ["freeString": .string(text)])
    }
}
