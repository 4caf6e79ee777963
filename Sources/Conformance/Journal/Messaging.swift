/// The till's messaging model (contract.md, section 5.1).
public enum Messaging: String, Sendable {
    /// A received voucher is finalised by an advice.
    case dual
    /// The response is the end.
    case single
}
