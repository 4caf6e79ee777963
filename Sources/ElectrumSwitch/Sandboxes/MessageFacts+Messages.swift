import HTTPMessages
import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

extension MessageFacts {
    /// A message of the till.
    init(
        _ message: Message, _ operation: Operation, _ subject: MessageSubject, attempt: Int,
        provider: String
    ) {
        self.init(
            operation, transaction: subject.transaction ?? "", attempt: attempt,
            provider: provider, client: message.credentials.user, request: subject.request)
        bodyBytes = message.received.count
        body = { path in message.body.member(at: path) }
        header = { name in message.fields[name] }
    }

    /// A delivery to a provider; `request` is the request that the advice is about.
    init(_ entry: QueuedAdvice, provider: String, request: JSONView?) {
        self.init(
            entry.operation, transaction: entry.transaction, attempt: entry.attempts,
            provider: provider, client: String(entry.key.client.prefix { $0 != ":" }),
            request: request)
    }

    private init(
        _ operation: Operation, transaction: String, attempt: Int, provider: String,
        client: String, request: JSONView?
    ) {
        let originator = request?["originator"]
        self.init(
            operation: operation, transaction: transaction, attempt: attempt,
            provider: provider, client: client,
            terminal: originator?["terminalId"]?.text,
            merchant: originator?["merchant"]?["merchantId"]?.text,
            product: request?["product"]?["productId"]?.text,
            amount: request?["amounts"]?["requestAmount"]?["amount"]?.integer)
    }
}

extension JSONView {
    /// Returns the value at a path of member names and element numbers, `tenders.0.tenderType`; nil
    /// if it is absent or null.
    func member(at path: String) -> MessageFacts.Member? {
        var value: JSONView? = self
        for step in path.split(separator: ".") {
            if let index = Int(step), let item = value?[index] {
                value = item
            } else {
                value = value?[String(step)]
            }
        }
        guard let value, !value.isNull else { return nil }
        return value.scalar.map(MessageFacts.Member.text) ?? .structure
    }
}
