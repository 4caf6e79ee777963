/// A voucher that was looked up.
package struct FoundVoucher: Sendable, Equatable {
    /// The key of the provision that sold the voucher.
    package let key: TransactionKey
    /// The provision that sold the voucher.
    package let transaction: Transaction
    /// The redemption state of the voucher.
    package let voucherStatus: VoucherStatus.State
}
