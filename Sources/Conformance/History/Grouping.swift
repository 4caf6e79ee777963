import JSONTree
import Vocabulary

/// Assigns messages to transactions, even if a message names the wrong one: the till's intention is
/// judged apart from its spelling.
struct Grouping {
    /// The identifiers, other than the id, by which an advice is assigned to a transaction.
    private struct Identifiers: Hashable {
        let kind: TransactionKind?
        let client: String?
        let text: String
    }

    private var known: Set<TillTransactionKey> = []
    /// The ids of the known transactions in their first spelling.
    private var spellings: [TillTransactionKey: String] = [:]
    /// The first transaction of any client, under a key without a client.
    private var keysOfAnyClient: [TillTransactionKey: TillTransactionKey] = [:]
    private var keysByIdentifiers: [Identifiers: Set<TillTransactionKey>] = [:]

    /// The provisions that retries under a new id repeat, and provisions under a new id.
    private var renamed: [TillTransactionKey: TillTransactionKey] = [:]

    /// When the switch has forgotten a client, by client.
    private let resets: [String?: [Int]]

    init(_ messages: [MessageRecord], resets: [(seq: Int, client: String?)] = []) {
        self.resets = resets.reduce(into: [:]) { $0[$1.client, default: []].append($1.seq) }
        // They are hashed anew whenever the tables grow.
        known.reserveCapacity(messages.count)
        spellings.reserveCapacity(messages.count)
        keysOfAnyClient.reserveCapacity(messages.count)
        keysByIdentifiers.reserveCapacity(2 * messages.count)
        var attempts = Attempts()
        for message in messages where message.operation.role == .request {
            guard let key = key(of: message) else { continue }
            learn(key, from: message)
            attempts.enter(message, of: key)
        }
        // A retry may arrive before the provision does.
        for message in messages where message.operation.role == .retry {
            guard var key = key(of: message) else { continue }
            if !known.contains(key), let original = attempts.original(of: message) {
                renamed[key] = original
                key = original
            }
            learn(key, from: message)
            attempts.enter(message, of: key)
        }
        findRepeatedProvisions(among: messages)
    }

    /// A till may retry by another provision, under a new id.
    private mutating func findRepeatedProvisions(among messages: [MessageRecord]) {
        var sales = Attempts()
        for message in messages {
            guard let key = key(of: message), key.kind == .provision else { continue }
            switch message.operation.role {
            case .request where !sales.contains(key):
                let original = sales.openSale(repeatedBy: message)
                if let original { renamed[key] = original }
                sales.enter(message, of: original ?? key)
            case .request, .retry:
                sales.enter(message, of: key)
            case .reversal:
                sales.close(key)
            case .confirmation, .lookup, .call, .delivery, .connection:
                break
            }
        }
    }

    /// Returns the number of resets of the message's client before its arrival.
    func resetCount(before message: MessageRecord) -> Int {
        resets.isEmpty ? 0 : resets[message.client]?.count { $0 < message.seq } ?? 0
    }

    /// Returns the id of the message's transaction in the till's first spelling.
    func id(of message: MessageRecord) -> String? {
        key(of: message).map(spelling)
    }

    func spelling(of key: TillTransactionKey) -> String {
        spellings[key] ?? key.id
    }

    /// Returns the transaction of a message or a delivery; nil if it belongs to none.
    func key(of message: MessageRecord) -> TillTransactionKey? {
        switch message.operation.role {
        case .request:
            own(message.messageId ?? message.transaction, message)
        case .retry:
            known([message.transaction, message.messageId], message)
                ?? own(message.transaction ?? message.messageId, message)
        case .confirmation, .reversal:
            adviceKey(message)
        case .lookup:
            known([message.transaction], message)
        case .delivery:
            deliveryKey(message)
        case .call, .connection:
            nil
        }
    }

    /// "Matching: primarily UUID; thirdPartyIdentifiers additionally" (contract.md, section 5.7).
    private func adviceKey(_ advice: MessageRecord) -> TillTransactionKey? {
        let found = identifiers(advice.request, advice).flatMap { keysByIdentifiers[$0] } ?? []
        return onlyTransaction(of: found) ?? known([advice.transaction], advice)
            ?? own(advice.transaction, advice)
    }

    /// Returns the transaction that all keys belong to; nil if there are several, or none. Stops at
    /// the second: a till may use the same identifiers for every sale.
    private func onlyTransaction(of keys: Set<TillTransactionKey>) -> TillTransactionKey? {
        guard let first = keys.first.map({ renamed[$0] ?? $0 }),
            keys.allSatisfy({ (renamed[$0] ?? $0) == first })
        else { return nil }
        return first
    }

    /// Returns the key of a delivery, whose record does not name the operation of its advice.
    private func deliveryKey(_ delivery: MessageRecord) -> TillTransactionKey? {
        delivery.transaction.flatMap { id in
            TransactionKind.allCases.lazy.compactMap { keyOfAnyClient($0, id) }.first
        }
    }

    private func own(_ id: String?, _ message: MessageRecord) -> TillTransactionKey? {
        guard let id, let kind = message.operation.kind else { return nil }
        let key = TillTransactionKey(
            kind: kind, client: message.client, id: id, resetCount: resetCount(before: message))
        return renamed[key] ?? key
    }

    private func keyOfAnyClient(_ kind: TransactionKind, _ id: String) -> TillTransactionKey? {
        keysOfAnyClient[TillTransactionKey(kind: kind, client: nil, id: id)]
    }

    /// Returns the sender's own transaction with one of these ids, or else another client's.
    private func known(_ ids: [String?], _ message: MessageRecord) -> TillTransactionKey? {
        let candidates = ids.compactMap { own($0, message) }
        return candidates.first { known.contains($0) }
            ?? candidates.lazy.compactMap { keyOfAnyClient($0.kind, $0.id) }.first
    }

    private mutating func learn(_ key: TillTransactionKey, from message: MessageRecord) {
        if known.insert(key).inserted {
            spellings[key] = message.spelledIDs.first { $0.canonicalID == key.id }
        }
        let anyone = TillTransactionKey(kind: key.kind, client: nil, id: key.id)
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
            kind: message.operation.kind, client: message.client,
            text: list.canonical.description)
    }
}

extension Grouping {
    /// The attempts of provisions so far, to find what a retry or a provision under a new id
    /// repeats: the same content from the same terminal, while the outcome was unknown.
    private struct Attempts {
        private struct Terminal: Hashable {
            let client: String?
            let id: String?

            init(of message: MessageRecord) {
                client = message.client
                id = message.terminal
            }
        }

        private var provisions: [Terminal: [(key: TillTransactionKey, request: MessageRecord)]] =
            [:]
        private var latest: [TillTransactionKey: MessageRecord] = [:]
        private var reversed: Set<TillTransactionKey> = []

        /// The number of a terminal's latest provisions that a retry is compared with.
        private static let provisionsMax = 20

        mutating func enter(_ message: MessageRecord, of key: TillTransactionKey) {
            guard key.kind == .provision else { return }
            if message.operation.role == .request, latest[key] == nil {
                provisions[Terminal(of: message), default: []].append((key, message))
            }
            latest[key] = message
        }

        func contains(_ key: TillTransactionKey) -> Bool { latest[key] != nil }

        /// The till has reversed it.
        mutating func close(_ key: TillTransactionKey) {
            reversed.insert(key)
        }

        /// Other identifiers make another sale; so does one before that is still under way.
        func openSale(repeatedBy provision: MessageRecord) -> TillTransactionKey? {
            let sent = provisions[Terminal(of: provision)] ?? []
            return sent.suffix(Self.provisionsMax).last { key, request in
                guard !reversed.contains(key), let last = latest[key],
                    let end = last.finishedAt, end <= provision.at
                else { return false }
                return KnownOutcome(of: last, next: nil, hasAllAnswers: true) == .unknown
                    && provision.hasSameContent(as: request, but: ["id"])
            }?.key
        }

        func original(of retry: MessageRecord) -> TillTransactionKey? {
            let sent = provisions[Terminal(of: retry)] ?? []
            return sent.last(Self.provisionsMax, before: retry.seq).last { key, request in
                guard let last = latest[key], last.seq < retry.seq else { return false }
                return KnownOutcome(of: last, next: retry, hasAllAnswers: true) == .unknown
                    && retry.hasSameContent(as: request, but: ["id"])
            }?.key
        }
    }
}

extension [(key: TillTransactionKey, request: MessageRecord)] {
    /// Returns the last elements whose requests arrived before a record.
    fileprivate func last(_ count: Int, before seq: Int) -> SubSequence {
        // Most retries of a long journal are far from its end.
        var bounds = startIndex..<endIndex
        while !bounds.isEmpty {
            let middle = bounds.lowerBound + bounds.count / 2
            bounds =
                self[middle].request.seq > seq
                ? bounds.lowerBound..<middle : (middle + 1)..<bounds.upperBound
        }
        let end = bounds.lowerBound
        return self[Swift.max(startIndex, end - count)..<end]
    }
}
