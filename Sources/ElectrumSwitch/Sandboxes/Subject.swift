import JSONTree
import Scenarios
import VoucherLedger

/// What a message is about, as far as the switch knows when it arrives.
struct Subject {
    /// The provision, redemption or refund; that of `TransactionID.none` when there is none.
    let key: TransactionKey
    /// Its id as the till wrote it; nil when there is none.
    let transaction: String?
    /// The request that rules about terminal, product and amount look at; nil where none can.
    let request: JSONView?
    /// The provider that the message goes to.
    let profile: ProviderProfile

    /// `transaction`, read; nil when there is none.
    var id: TransactionID? { transaction == nil || key.id == .none ? nil : key.id }
}
