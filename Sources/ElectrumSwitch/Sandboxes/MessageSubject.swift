import JSONTree
import Scenarios
import VoucherLedger

/// The subject of a message, as far as the switch knows it on arrival.
struct MessageSubject {
    /// The key of the provision, redemption or refund; with `TransactionID.none` if there is none.
    let key: TransactionKey
    /// The transaction's id as the till wrote it; nil if there is none.
    let transaction: String?
    /// The request that conditions on terminal, product and amount test; nil where none can.
    let request: JSONView?
    /// The provider that the message goes to.
    let profile: ProviderProfile

    /// `transaction`, read; nil when there is none.
    var id: TransactionID? { transaction == nil || key.id == .none ? nil : key.id }
}
