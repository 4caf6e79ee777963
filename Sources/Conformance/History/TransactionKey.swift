/// Names a transaction: two clients may use one id (contract.md, section 5.7).
struct TransactionKey: Hashable {
    let kind: TransactionKind
    let client: String?
    let id: String
}
