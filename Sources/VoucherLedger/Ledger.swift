/// Every voucher of one sandbox, from its provision to its last refund, as a value: the same seed
/// and the same commands give the same outcomes (state rules: contract.md section 4.2).
public struct Ledger: Sendable {
    /// Whether the till confirms nothing, so that what was approved counts as confirmed
    /// (contract.md section 5.1).
    public var isSingleMessaging = false

    let seed: UInt64
    var transactions = Shards<TransactionKey, Transaction>()
    /// The provisions by the codes of their vouchers.
    var codes = Shards<String, TransactionKey>()
    /// The provisions by serial number; kept from the first lookup by one on.
    var serialNumbers: Shards<String, TransactionKey>?
    /// The transactions as they were first seen.
    var order = Chunks<TransactionKey>()
    /// Where vouchers stand, by provision; one that was never redeemed has no entry.
    var standings = Shards<TransactionKey, Standing>()
    var redemptions = Movements()
    var refunds = Movements()
    /// Whose the latest redemption with an id is.
    var redeemers = Shards<TransactionID, String>()

    /// An empty ledger. Codes, serial numbers and PINs are drawn from `seed` and the
    /// transaction's id.
    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The transaction, nil when nothing about it was ever seen.
    public subscript(key: TransactionKey) -> Transaction? { transactions[key] }

    /// The redemption, nil when nothing about it was ever seen.
    public func redemption(_ key: TransactionKey) -> Movement? { redemptions[key] }

    /// The refund, nil when nothing about it was ever seen.
    public func refund(_ key: TransactionKey) -> Movement? { refunds[key] }

    /// How many transactions there are.
    public var count: Int { order.count }

    /// The transactions that were first seen before the one with this number, the newest first, at
    /// most `max`; they are numbered from 1 as they were first seen.
    package func transactions(before number: Int, max: Int)
        -> [(number: Int, key: TransactionKey, transaction: Transaction)]
    {
        let end = min(order.count, Swift.max(number, 1) - 1)
        return (Swift.max(0, end - max)..<end).reversed().compactMap { index in
            transactions[order[index]].map { (index + 1, order[index], $0) }
        }
    }

    /// The transaction with this id, the newest one if several clients have used it.
    public func transaction(withID id: TransactionID)
        -> (key: TransactionKey, transaction: Transaction)?
    {
        guard let key = order.last(where: { $0.id == id }) else { return nil }
        return transactions[key].map { (key, $0) }
    }

    /// Forgets everything about a client; false when there is nothing.
    public mutating func forget(client: String) -> Bool {
        let countBefore = order.count
        order.removeAll { $0.client == client }
        transactions.removeAll { key, _ in key.client == client }
        codes.removeAll { _, key in key.client == client }
        serialNumbers?.removeAll { _, key in key.client == client }
        standings.removeAll { key, _ in key.client == client }
        redeemers.removeAll { _, redeemer in redeemer == client }
        let hasRedeemed = redemptions.forget(client: client)
        let hasRefunded = refunds.forget(client: client)
        return order.count < countBefore || hasRedeemed || hasRefunded
    }

    /// Carries out a command at a time in nanoseconds since 1970.
    public mutating func apply(_ command: Command, at now: Int64) -> Outcome {
        switch command {
        case .provision(let provision, let upstream):
            self.provision(provision, upstream, at: now)
        case .retry(let provision, let upstream):
            retry(provision, upstream, at: now)
        case .confirm(let advice):
            confirm(advice)
        case .reverse(let advice):
            reverse(advice)
        case .deliver(let state, let key):
            deliver(state, to: key)
        case .lookUp(let query):
            lookUp(query)
        case .announceRedemption(let key):
            announceRedemption(key)
        case .redeem(let claim, let upstream):
            redeem(claim, upstream, at: now)
        case .recordRedemptionError(let key, let answer):
            recordRedemptionError(answer, of: key)
        case .lookUpRedemption(let key):
            lookUpRedemption(key)
        case .confirmRedemption(let advice):
            confirmRedemption(advice)
        case .reverseRedemption(let advice):
            reverseRedemption(advice)
        case .refund(let claim, let upstream):
            refund(claim, upstream)
        case .confirmRefund(let advice):
            confirmRefund(advice)
        case .reverseRefund(let advice):
            reverseRefund(advice)
        }
    }
}
