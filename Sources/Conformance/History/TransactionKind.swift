/// What a transaction of the till is about.
public enum TransactionKind: String, Sendable, CaseIterable {
    case provision, redemption, refund
}
