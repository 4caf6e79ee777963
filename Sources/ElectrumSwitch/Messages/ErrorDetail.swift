import HTTPMessages
import JSONTree
import Scenarios

/// An error of the interface and the status it is sent with (contract.md sections 2.9 and 4.4).
/// Absent members are left out.
struct ErrorDetail: Error {
    let status: Int
    /// The id of the message that is refused; nil only where the message has none that can be
    /// read (contract.md 2.9).
    var id: String?
    var originalId: String?
    let errorType: String
    let errorMessage: String
    var providerErrorCode: String?
    var providerErrorMessage: String?
    var detailMessage: JSON?
    /// What the answer asks for (RFC 9110 section 11.6.1); nil for nothing.
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

    /// The error with the id of the message that it is about, unless it has one.
    func naming(_ ids: MessageIDs) -> ErrorDetail {
        var named = self
        named.id = id ?? ids.shown
        return named
    }

    /// The error as it is sent.
    var response: HTTPResponse { response(naming: .providerErrorMsg) }

    /// - Parameter name: what the member with the provider's message is called.
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
    /// Something about the message is wrong; every mistake has a line.
    static func format(_ mistakes: [String], status: Int = 400) -> ErrorDetail {
        let lines = mistakes.map { JSON.object(JSONObject([("msg", .string($0))])) }
        return ErrorDetail(
            status, "FORMAT_ERROR", "Bad formatting.", detail: ["formatErrors": .array(lines)])
    }

    /// The body is no JSON.
    static func malformed(_ error: JSONSyntaxError) -> ErrorDetail {
        format(["Malformed JSON at \(error)"])
    }

    /// The body is not declared as JSON.
    static func mediaType(_ contentType: String?) -> ErrorDetail {
        let found = contentType.map { "not \($0)" } ?? "but there is none"
        return format(["Content-Type must be application/json, \(found)"], status: 415)
    }

    /// Nothing tells who sends the message. As at Electrum's test server it is no 401: that one
    /// never challenges (contract.md 4.1).
    static let noAuthorization = authentication(
        "No authorization.",
        "No Authorization came; the switch never asks for it: send it with the first request.")

    /// Nobody can tell who sends the message.
    static let unreadableAuthorization = authentication(
        "Unreadable authorization.",
        "Authorization is neither `Basic` with user name and password, nor `Bearer` with a token.")

    /// The mock was told to take another scheme.
    static func otherScheme(_ found: String, wanted: String) -> ErrorDetail {
        authentication(
            "Wrong authentication scheme.", "\(found) is not taken here, only \(wanted) (--auth).")
    }

    /// User name or password are not those of the file.
    static let wrongCredentials = authentication(
        "Incorrect username or password.", "The user name or the password is wrong.")

    /// The access token is not good, or not any more (RFC 6750 section 3.1): the till asks for
    /// another one and sends the message again.
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

    /// The user name is not the client's id.
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

    /// A provision with an id that was used before.
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

    /// A provision or retry that comes after its reversal.
    static func provisionReversed(id: String?, by reversalID: String) -> ErrorDetail {
        ErrorDetail(
            400, "VOUCHER_ALREADY_REVERSED", "Voucher reversed.", id: id, originalId: reversalID,
            detail: [
                "freeString":
                    "Voucher reversal with UUID already processed with the associated fields.",
                "reversalId": .string(reversalID),
            ])
    }

    /// An advice on a provision that was never seen.
    static func unknownProvision(_ advice: Message, called name: String) -> ErrorDetail {
        ErrorDetail(
            404, "UNABLE_TO_LOCATE_RECORD", "No voucher req.", id: advice.id,
            originalId: advice.requestID,
            detail: [
                "freeString": .string("No VoucherRequest located for given \(name)."),
                "voucherId": .string(advice.requestID ?? ""),
            ])
    }

    /// A confirmation after a reversal.
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

    /// A reversal after a confirmation.
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

    /// An answer that a profile or a scenario asks for.
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

    /// The path or header does not name a sandbox.
    static let sandboxName = format([
        "a sandbox name is 1 to 64 letters, digits, '.', '_' and '-'"
    ])

    /// No operation has this path.
    static func unknownPath(_ path: String) -> ErrorDetail {
        // Behind the root nobody can tell where the name of a scenario ends.
        let hint = path.contains(";scenario=") ? " A / in the scenario's name is written %2F." : ""
        let text = "There is nothing at \(path); the operations are \(Routes.summary).\(hint)"
        return ErrorDetail(
            404, "FUNCTION_NOT_SUPPORTED", "No such operation.",
            detail: ["freeString": .string(text)])
    }

    /// The operation has another method.
    static func wrongMethod(_ method: String, allowed: [String]) -> ErrorDetail {
        let text = "\(method) is not possible here, only \(allowed.joined(separator: ", "))."
        return ErrorDetail(
            405, "FUNCTION_NOT_SUPPORTED", "No such operation.",
            detail: ["freeString": .string(text)])
    }
}
