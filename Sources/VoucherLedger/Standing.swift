/// Where a voucher stands between its redemptions and refunds (contract.md section 4.2).
public struct Standing: Sendable, Equatable {
    /// The states of a voucher that was sold, under the names that Electrum's test server tells.
    public enum State: String, Sendable {
        /// It can be redeemed.
        case provisioned = "CONFIRMED_PROVISIONED"
        case redeemed = "REDEEMED"
        /// It can be refunded.
        case redemptionConfirmed = "CONFIRMED_REDEEMED"
        case refunded = "REFUNDED"
    }

    /// The state.
    public internal(set) var state = State.provisioned
    /// The redemption that holds; nil when the voucher can be redeemed.
    public internal(set) var redemption: TransactionKey?
    /// The refund that is to be confirmed or reversed.
    public internal(set) var refund: TransactionKey?
}
