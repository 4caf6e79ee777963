import JSONTree

/// Finds the transaction a message belongs to, even if the message names it wrongly: what the
/// till meant is then judged apart from what it wrote.
struct Grouping {
    /// What a client's advices say about where they belong, besides the id.
    private struct Identifiers: Hashable {
        let kind: TransactionKind?
        let client: String?
        let text: String
    }

    private var known: Set<TransactionKey> = []
    /// The first of whatever client, under a key without one.
    private var keysOfAnyClient: [TransactionKey: TransactionKey] = [:]
    private var keysByIdentifiers: [Identifiers: Set<TransactionKey>] = [:]

    init(_ messages: [MessageRecord]) {
        for part in [Operation.Part.request, .retry] {
            for message in messages where message.operation.part == part {
                if let key = key(of: message) { learn(key, from: message) }
            }
        }
    }

    /// The transaction of a message, or of a delivery; nil for what belongs to none.
    func key(of message: MessageRecord) -> TransactionKey? {
        switch message.operation.part {
        case .request:
            own(message.messageId ?? message.transaction, message)
        case .retry:
            known([message.transaction, message.messageId], message)
                ?? own(message.transaction ?? message.messageId, message)
        case .confirmation, .reversal:
            adviceKey(message)
        case .lookup:
            known([message.transaction], message)
        case nil:
            message.operation.isDelivery ? deliveryKey(message) : nil
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

    /// A delivery does not tell what its advice was on.
    private func deliveryKey(_ delivery: MessageRecord) -> TransactionKey? {
        delivery.transaction.flatMap { id in
            TransactionKind.allCases.lazy.compactMap { keyOfAnyClient($0, id) }.first
        }
    }

    private func own(_ id: String?, _ message: MessageRecord) -> TransactionKey? {
        guard let id, let kind = message.operation.kind else { return nil }
        return TransactionKey(kind: kind, client: message.client, id: id)
    }

    private func keyOfAnyClient(_ kind: TransactionKind, _ id: String) -> TransactionKey? {
        keysOfAnyClient[TransactionKey(kind: kind, client: nil, id: id)]
    }

    /// The sender's own transaction of one of these ids, or else another client's.
    private func known(_ ids: [String?], _ message: MessageRecord) -> TransactionKey? {
        let candidates = ids.compactMap { own($0, message) }
        return candidates.first { known.contains($0) }
            ?? candidates.lazy.compactMap { keyOfAnyClient($0.kind, $0.id) }.first
    }

    private mutating func learn(_ key: TransactionKey, from message: MessageRecord) {
        known.insert(key)
        let anyone = TransactionKey(kind: key.kind, client: nil, id: key.id)
        if keysOfAnyClient[anyone] == nil { keysOfAnyClient[anyone] = key }
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
        return Identifiers(
            kind: message.operation.kind, client: message.client, text: list.description)
    }
}
