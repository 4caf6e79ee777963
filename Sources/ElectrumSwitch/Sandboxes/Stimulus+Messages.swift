import HTTPMessages
import JSONTree
import Scenarios
import VoucherLedger

extension Stimulus {
    /// A message of the till; `provision` is the body of the provision that it belongs to.
    init(
        _ message: Message, _ operation: Scenarios.Operation, provision: JSONObject,
        attempt: Int, provider: String
    ) {
        self.init(
            operation, transaction: message.requestID ?? message.id, attempt: attempt,
            provider: provider, client: message.credentials.user, provision: provision)
        body = { path in JSON.object(message.body).scalar(at: path) }
        header = { name in message.fields[name] }
    }

    /// A delivery to a provider.
    init(_ entry: StoreAndForward.Entry, provider: String, provision: JSONObject) {
        self.init(
            entry.operation, transaction: entry.transaction, attempt: entry.attempts,
            provider: provider, client: String(entry.key.client.prefix { $0 != ":" }),
            provision: provision)
    }

    private init(
        _ operation: Scenarios.Operation, transaction: String, attempt: Int, provider: String,
        client: String, provision: JSONObject
    ) {
        let originator = provision["originator"]
        self.init(
            operation: operation, transaction: transaction, attempt: attempt,
            provider: provider, client: client,
            terminal: originator?["terminalId"]?.text,
            merchant: originator?["merchant"]?["merchantId"]?.text,
            product: provision["product"]?["productId"]?.text,
            amount: provision["amounts"]?["requestAmount"]?["amount"]?.integer)
    }
}

extension JSON {
    /// The text of a scalar at a path of member names and element numbers, `tenders.0.tenderType`.
    fileprivate func scalar(at path: String) -> String? {
        var value: JSON? = self
        for step in path.split(separator: ".") {
            if let index = Int(step), let item = value?[index] {
                value = item
            } else {
                value = value?[String(step)]
            }
        }
        switch value {
        case .string(let text): return text
        case .number(let number): return number.spelling
        case .bool(let isTrue): return isTrue ? "true" : "false"
        default: return nil
        }
    }
}

extension ProviderDirectory {
    /// The profile that answers for a provision.
    func profile(for provision: JSONObject) -> ProviderProfile {
        profile(
            receiver: Party(provision["receiver"]),
            settlementEntity: Party(provision["settlementEntity"]),
            productId: provision["product"]?["productId"]?.text)
    }
}

extension ProviderDirectory.Party {
    fileprivate init?(_ institution: JSON?) {
        guard let institution else { return nil }
        self.init(id: institution["id"]?.text, name: institution["name"]?.text)
    }
}
