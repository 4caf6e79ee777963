import HTTPMessages
import JSONTree
import VoucherLedger

/// A message of a till that is well formed, with what every operation needs to know of it.
struct Message {
    /// The body as it arrived.
    let received: [UInt8]
    /// The header section it came with.
    let fields: HTTPFields
    /// The message with numbers where the contract has text put right.
    let body: JSONObject
    /// Its own id, as the till wrote it.
    let id: String
    /// The provision that an advice is about.
    let requestID: String?
    /// Who sent it.
    let credentials: Credentials
    /// The transaction that it belongs to.
    let key: TransactionKey

    /// A message from its parts.
    init(
        received: [UInt8], body: JSONObject, id: String, requestID: String?,
        credentials: Credentials, key: TransactionKey
    ) {
        self.received = received
        self.body = body
        self.id = id
        self.requestID = requestID
        self.credentials = credentials
        self.key = key
        fields = [:]
    }

    /// Reads a message and checks it in the order of contract.md section 4.6.
    ///
    /// - Parameter provisionID: the id in the path of a retry.
    init(
        of request: HTTPRequest, for endpoint: any Endpoint, provisionID: String?,
        validator: Validator
    ) throws(ErrorDetail) {
        received = request.body
        fields = request.fields
        let json = try Self.json(of: request)
        var mistakes = validator.violations(of: json, against: endpoint.schema)
        body = endpoint.schema.normalised(json).members ?? JSONObject()
        id = body["id"]?.text ?? ""
        requestID = body["requestId"]?.text
        credentials = Credentials(of: request)
        if let provisionID, mistakes.isEmpty, TransactionID(provisionID) != TransactionID(id) {
            mistakes.append("id must be the provisionId of the path, \(provisionID)")
        }
        guard mistakes.isEmpty, let transactionID = TransactionID(requestID ?? id) else {
            throw .format(mistakes)
        }
        key = TransactionKey(client: credentials.client, id: transactionID)
        try checkUserName()
    }

    /// The user name must be the client's id, where the message has a client.
    private func checkUserName() throws(ErrorDetail) {
        guard let client = body["client"], let clientID = client["id"]?.text,
            clientID != credentials.user
        else { return }
        throw .authentication(
            user: credentials.user, clientID: clientID, client: client, id: id)
    }

    private static func json(of request: HTTPRequest) throws(ErrorDetail) -> JSON {
        let contentType = request.fields["Content-Type"]
        guard let contentType, isJSON(contentType) else { throw .mediaType(contentType) }
        do {
            return try JSON(parsing: request.body)
        } catch {
            throw .malformed(error)
        }
    }

    /// `application/json`, whatever its parameters say: JSON is UTF-8 (RFC 8259 section 8.1).
    private static func isJSON(_ contentType: String) -> Bool {
        let essence = contentType.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
        return essence.lowercased() == "application/json"
    }
}
