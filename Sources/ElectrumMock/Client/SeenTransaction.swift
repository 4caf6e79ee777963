import JSONTree

/// The state of a provision, as the mock has seen it.
public struct SeenTransaction: Sendable, Equatable {
    /// The provision's id, as the till wrote it.
    public let id: String
    /// The Basic user name of the till.
    public let client: String
    /// The profile of the provider.
    public let provider: String?
    /// The switch's view: provisioned, confirmed, reversed, declined or unknown.
    public let state: String
    /// The provider's view: none, issued, confirmed, reversed, or confirmation-refused or
    /// reversal-refused if it was issued and an advice on it was refused.
    public let providerState: String
    /// The number of provisions and retries seen.
    public let attempts: Int
    /// The code of the voucher, once it is issued.
    public let voucherCode: String?

    init(_ transaction: JSON) {
        id = transaction["id"]?.text ?? ""
        client = transaction["client"]?.text ?? ""
        provider = transaction["provider"]?.text
        state = transaction["state"]?.text ?? ""
        providerState = transaction["providerState"]?.text ?? ""
        attempts = transaction["attempts"]?.integer.map { Int($0) } ?? 0
        voucherCode = transaction["voucher"]?["code"]?.text
    }
}
