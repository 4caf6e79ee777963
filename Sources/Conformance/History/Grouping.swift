import JSONTree

/// Finds the transaction a message belongs to, even if the message names it wrongly: what the
/// till meant is then judged apart from what it wrote.
struct Grouping {
    /// What a client's advices say about where they belong, besides the id.
    private struct Identifiers: Hashable {
        let client: String?
        let text: String
    }

    private var known: Set<TransactionKey> = []
    private var keysByID: [String: TransactionKey] = [:]
    private var keysByIdentifiers: [Identifiers: Set<TransactionKey>] = [:]

    init(_ messages: [MessageRecord]) {
        for operation in [Operation.provision, .retry] {
            for message in messages where message.operation == operation {
                if let key = key(of: message) { learn(key, from: message) }
            }
        }
    }

    /// The transaction of a message on a provision, or of a delivery; nil for every other message.
    func key(of message: MessageRecord) -> TransactionKey? {
        switch message.operation {
        case .provision:
            own(message.messageId ?? message.transaction, message)
        case .retry:
            known([message.transaction, message.messageId], message)
                ?? own(message.transaction ?? message.messageId, message)
        case .confirm, .reverse:
            adviceKey(message)
        case .lookup, .deliverConfirm, .deliverReverse:
            known([message.transaction], message)
        case .redeem, .confirmRedeem, .reverseRedeem, .refund, .confirmRefund, .reverseRefund,
            .lookupRedemption, .products, .unknown:
            nil
        }
    }

    /// "Matching: primarily UUID; thirdPartyIdentifiers additionally" (contract.md, section 5.7).
    private func adviceKey(_ advice: MessageRecord) -> TransactionKey? {
        let named = known([advice.transaction], advice)
        let matching =
            identifiers(advice.request, advice).flatMap { keysByIdentifiers[$0] } ?? []
        if let named, matching.isEmpty || matching.contains(named) { return named }
        return (matching.count == 1 ? matching.first : nil) ?? named
            ?? own(advice.transaction, advice)
    }

    private func own(_ id: String?, _ message: MessageRecord) -> TransactionKey? {
        id.map { TransactionKey(client: message.client, id: $0) }
    }

    /// The sender's own transaction of one of these ids, or else another client's.
    private func known(_ ids: [String?], _ message: MessageRecord) -> TransactionKey? {
        let ids = ids.compactMap { $0 }
        return ids.lazy.compactMap { own($0, message) }.first { known.contains($0) }
            ?? ids.lazy.compactMap { keysByID[$0] }.first
    }

    private mutating func learn(_ key: TransactionKey, from message: MessageRecord) {
        known.insert(key)
        if keysByID[key.id] == nil { keysByID[key.id] = key }
        for body in [message.request, message.response] {
            if let identifiers = identifiers(body, message) {
                keysByIdentifiers[identifiers, default: []].insert(key)
            }
        }
    }

    private func identifiers(_ body: JSON, _ message: MessageRecord) -> Identifiers? {
        guard let list = body["thirdPartyIdentifiers"], list.items?.isEmpty == false else {
            return nil
        }
        return Identifiers(client: message.client, text: list.description)
    }
}
