import HTTPMessages
import JSONTree
import VoucherLedger

/// A message of a till that is well formed, with what every operation needs to know of it.
final class Message: Sendable {
    /// The body as it arrived; of a message without one, the parameters of its path and query.
    let received: [UInt8]
    /// The header section it came with.
    let fields: HTTPFields
    /// The message as the switch understands it (see `Schema.normalised`).
    let body: JSONView
    /// Its own id, as the till wrote it; nil for a lookup, which has none.
    let id: String?
    /// The id in the path, as the till wrote it, where the body has it, too; nil where it has not.
    let pathID: String?
    /// What the specification forbids and the switch lets pass.
    let tolerated: [String]
    /// The request that an advice or a lookup is about.
    let requestID: String?
    /// The code of the voucher that a request is about, or asks for.
    let voucherCode: String?
    /// Who sent it.
    let credentials: Credentials
    /// What it is about: the transaction of the provision, redemption or refund that the message
    /// is or names. `TransactionID.none` when a lookup names no request.
    let key: TransactionKey

    /// A message from its parts.
    init(
        received: [UInt8], body: JSONView, id: String?, credentials: Credentials,
        key: TransactionKey, fields: HTTPFields = [:]
    ) {
        self.received = received
        self.body = body
        self.id = id
        requestID = Self.requestID(in: body)
        voucherCode = body["voucher"]?["code"]?.text
        self.credentials = credentials
        self.key = key
        self.fields = fields
        pathID = nil
        tolerated = []
    }

    /// Reads a message and checks it in the order of contract.md section 4.6.
    ///
    /// - Parameters:
    ///   - place: the variable part of the path; of a retry it must be the message's id.
    ///   - client: who sent it, or why that is not known.
    init(
        of request: HTTPRequest, for endpoint: Endpoint, at place: PathParameter?,
        from client: Result<Credentials, ErrorDetail>, validator: Validator
    ) throws(ErrorDetail) {
        fields = request.fields
        pathID = endpoint.hasBody ? place?.value : nil
        let text =
            endpoint.hasBody
            ? try Self.json(of: request)
            : JSONText(.object(try Self.parameters(of: request, place)))
        received = text.bytes
        let checked = validator.check(text, against: endpoint.schema)
        var mistakes = checked.violations
        body = JSONView(checked.message)
        tolerated = checked.tolerated
        id = body["id"]?.text
        requestID = Self.requestID(in: body)
        voucherCode = body["voucher"]?["code"]?.text
        let subject = (requestID ?? id).flatMap(TransactionID.init)
        if endpoint.hasBody, let place, mistakes.isEmpty, TransactionID(place.value) != subject {
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

    /// Advices and lookups have names of their own for it.
    private static func requestID(in body: JSONView) -> String? {
        (body["requestId"] ?? body["provisionRequestId"])?.text
    }

    /// The user name must be the client's id, where the message has a client.
    private func checkUserName() throws(ErrorDetail) {
        guard let client = body["client"], let clientID = client["id"]?.text,
            clientID != credentials.user
        else { return }
        throw .authentication(
            user: credentials.user,
            by: fields["Authorization"].flatMap(Authentication.bearerToken) == nil
                ? "HTTP Basic Authentication" : "access token's",
            clientID: clientID, client: client.json, id: id)
    }

    /// What path and query say; a name given twice says nothing certain.
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

    private static func json(of request: HTTPRequest) throws(ErrorDetail) -> JSONText {
        guard request.isJSON else { throw .mediaType(request.fields["Content-Type"]) }
        do {
            return try JSONText(parsing: request.body)
        } catch {
            throw .malformed(error)
        }
    }
}

extension Message {
    /// How an error names it.
    var ids: MessageIDs { MessageIDs(message: id, subject: requestID ?? id) }

    /// What a redemption or a refund asks of the ledger.
    var claim: Claim { Claim(key: key, request: received, voucherCode: voucherCode) }

    /// What a confirmation or a reversal tells the ledger; the schema of an advice demands its id.
    var advice: Advice { Advice(key: key, id: id ?? "") }

    /// What a lookup asks of the ledger.
    var voucherQuery: VoucherQuery {
        VoucherQuery(
            code: body["voucherCode"]?.text, serialNumber: body["voucherSerialNumber"]?.text,
            provision: requestID == nil ? nil : key)
    }
}
