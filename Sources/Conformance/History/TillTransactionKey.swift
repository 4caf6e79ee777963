import Vocabulary

/// Names a transaction: two clients may use one id (contract.md, section 5.7), and a client may
/// once the switch has forgotten it.
struct TillTransactionKey: Hashable {
    let kind: TransactionKind
    let client: String?
    let id: String
    /// How often the switch had forgotten the client.
    var resetCount = 0
}
