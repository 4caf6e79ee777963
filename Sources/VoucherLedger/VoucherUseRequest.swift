/// A till's request for a redemption or a refund.
package struct VoucherUseRequest: Sendable {
    /// The client and the id of the redemption or refund.
    package let key: TransactionKey
    /// The message as the till sent it.
    package let request: [UInt8]
    /// The code of the voucher that it is about; nil when the message has none.
    package let voucherCode: String?

    /// A request; see the properties.
    package init(key: TransactionKey, request: [UInt8], voucherCode: String?) {
        self.key = key
        self.request = request
        self.voucherCode = voucherCode
    }
}
