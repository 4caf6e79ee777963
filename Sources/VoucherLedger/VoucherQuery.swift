/// The search terms of a voucher lookup; at least one is set.
package struct VoucherQuery: Sendable, Equatable {
    /// The code.
    package let code: String?
    /// The provider's own number.
    package let serialNumber: String?
    /// The provision that issued it.
    package let provision: TransactionKey?

    /// A query; see the properties.
    package init(code: String?, serialNumber: String?, provision: TransactionKey?) {
        self.code = code
        self.serialNumber = serialNumber
        self.provision = provision
    }
}
