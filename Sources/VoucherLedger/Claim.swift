/// A redemption or a refund that a till asks for.
public struct Claim: Sendable {
    /// Whose claim, and under which id.
    public let key: TransactionKey
    /// The message as the till sent it.
    public let request: [UInt8]
    /// The code of the voucher that it is about; nil when the message has none.
    public let voucherCode: String?

    /// A claim; see the properties.
    public init(key: TransactionKey, request: [UInt8], voucherCode: String?) {
        self.key = key
        self.request = request
        self.voucherCode = voucherCode
    }
}
