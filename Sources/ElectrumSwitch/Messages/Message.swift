import HTTPMessages
import JSONTree
import Vocabulary
import VoucherLedger

/// A valid message of a till, with everything that operations need of it.
final class Message: Sendable {
    /// The body as it arrived; of a message without one, the parameters of its path and query.
    let received: [UInt8]
    /// The header section of the message.
    let fields: HTTPFields
    /// The message as the switch understands it (see `Schema.normalised`).
    let body: JSONView
    /// The places of members of the body.
    let places: MessagePlaces
    /// The id of the message itself, as the till wrote it; nil for a lookup, which has none.
    let id: String?
    /// The id in the path, as the till wrote it, where the body has it, too; nil where it has not.
    let pathID: String?
    /// Violations of the specification that the switch tolerates.
    let tolerated: [String]
    /// The request that an advice or a lookup is about.
    let requestID: String?
    /// The code of the voucher that a request is about or asks for.
    let voucherCode: String?
    /// The credentials of the sender.
    let credentials: Credentials
    /// The transaction of the provision, redemption or refund that the message is or names.
    /// `TransactionID.none` when a lookup names no request.
    let key: TransactionKey

    /// A message from its parts.
    init(
        received: [UInt8], body: JSONView, id: String?, credentials: Credentials,
        key: TransactionKey, fields: HTTPFields = [:]
    ) {
        self.received = received
        self.body = body
        self.id = id
        places = MessagePlaces(of: body)
        requestID = body[places.requestID]?.text
        voucherCode = body[places.voucherCode]?.text
        self.credentials = credentials
        self.key = key
        self.fields = fields
        pathID = nil
        tolerated = []
    }

    /// Reads and validates a message in the order of contract.md section 4.6.
    ///
    /// - Parameters:
    ///   - schema: the table of its body or, without one, of its parameters.
    ///   - place: the variable part of the path; for a retry it must equal the message's id.
    ///   - client: the sender, or the reason why it is not known.
    init(
        of request: HTTPRequest, as schema: Schema, hasBody: Bool, at place: PathParameter?,
        from client: Result<Credentials, ErrorDetail>, validator: Validator
    ) throws(ErrorDetail) {
        fields = request.fields
        pathID = hasBody ? place?.value : nil
        let checked =
            hasBody
            ? try Self.read(request, against: schema, validator)
            : validator.check(
                JSONText(.object(try Self.parameters(of: request, place))), against: schema)
        received = hasBody ? request.body : checked.message.bytes
        var mistakes = checked.violations
        body = JSONView(checked.message)
        tolerated = checked.tolerated
        places = checked.places
        id = body[places.id]?.text
        requestID = body[places.requestID]?.text
        voucherCode = body[places.voucherCode]?.text
        let subject = (requestID ?? id).flatMap(TransactionID.init)
        if hasBody, let place, mistakes.isEmpty, TransactionID(place.value) != subject {
            mistakes.append("id must be the \(place.name) of the path, \(place.value)")
        }
        guard mistakes.isEmpty else { throw .format(mistakes) }
        switch client {
        case .success(let known): credentials = known
        case .failure(var error):
            error.originalId = requestID
            throw error
        }
        key = TransactionKey(client: credentials.client, id: subject ?? .none)
        try checkUserName()
    }

    /// Checks that the user name is the client's id, if the message has a client.
    private func checkUserName() throws(ErrorDetail) {
        guard let clientID = body[places.clientID]?.text, clientID != credentials.user,
            let client = body["client"]
        else { return }
        throw .authentication(
            user: credentials.user,
            by: fields["Authorization"].flatMap(Credentials.bearerToken) == nil
                ? "HTTP Basic Authentication" : "access token's",
            clientID: clientID, client: client.json, id: id)
    }

    /// Returns the parameters in path and query; a name given twice is ignored.
    private static func parameters(
        of request: HTTPRequest, _ place: PathParameter?
    ) throws(ErrorDetail) -> JSONObject {
        var parameters = JSONObject(place.map { [($0.name, .string($0.value))] } ?? [])
        for pair in (request.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { PercentEncoding.decode(formValue: $0) }
            guard let name = parts[0], let value = parts.count == 2 ? parts[1] : "" else {
                throw .format(["\(pair) is not percent-encoded UTF-8"])
            }
            guard parameters[name] == nil else { throw .format(["\(name) is given twice"]) }
            parameters.append(name, .string(value))
        }
        return parameters
    }

    private static func read(
        _ request: HTTPRequest, against schema: Schema, _ validator: Validator
    ) throws(ErrorDetail) -> Validator.Checked {
        guard request.isJSON else { throw .mediaType(request.fields["Content-Type"]) }
        do {
            return try validator.read(request.body, against: schema)
        } catch {
            throw .malformed(error)
        }
    }
}

extension Message {
    /// The ids by which an error names the message.
    var ids: MessageIDs { MessageIDs(message: id, subject: requestID ?? id) }

    /// The redemption or refund, as the ledger takes it.
    func use(_ request: KeptBytes) -> VoucherUseRequest {
        VoucherUseRequest(key: key, request: request, voucherCode: voucherCode)
    }

    /// The confirmation or reversal, as the ledger takes it; the schema of an advice demands its
    /// id.
    var advice: Advice { Advice(key: key, id: id ?? "") }

    /// The lookup, as the ledger takes it.
    var voucherQuery: VoucherQuery {
        VoucherQuery(
            code: body["voucherCode"]?.text, serialNumber: body["voucherSerialNumber"]?.text,
            provision: requestID == nil ? nil : key)
    }
}

extension HTTPRequest {
    /// True if the body is declared as `application/json`, with any parameters: JSON is UTF-8 (RFC
    /// 8259 section 8.1).
    var isJSON: Bool { contentType == "application/json" }

    /// The declared content type in lower case, without parameters; empty without one.
    var contentType: String {
        guard let contentType = fields["Content-Type"] else { return "" }
        guard contentType != "application/json" else { return contentType }
        return contentType.prefix { $0 != ";" && $0 != " " && $0 != "\t" }.lowercased()
    }
}
