import JSONTree

/// What is known of a provision.
public struct SeenTransaction: Sendable, Equatable {
    /// Its id, as the till wrote it.
    public let id: String
    /// The Basic user name of the till.
    public let client: String
    /// The profile of the provider.
    public let provider: String?
    /// For the switch: provisioned, confirmed, reversed, declined or unknown.
    public let state: String
    /// For the provider: none, issued, confirmed, reversed, or issued and an advice on it refused,
    /// confirmation-refused or reversal-refused.
    public let providerState: String
    /// How many provisions and retries were seen.
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
