/// A voucher that was looked up.
public struct Sale: Sendable, Equatable {
    /// Its provision.
    public let key: TransactionKey
    /// What became of the provision.
    public let transaction: Transaction
    /// Where the voucher stands.
    public let standing: Standing.State
}
