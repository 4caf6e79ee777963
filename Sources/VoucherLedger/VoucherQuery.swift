/// What a till knows of the voucher that it looks up; at least one thing.
public struct VoucherQuery: Sendable, Equatable {
    /// The code.
    public let code: String?
    /// The provider's own number.
    public let serialNumber: String?
    /// The provision that issued it.
    public let provision: TransactionKey?

    /// A query; see the properties.
    public init(code: String?, serialNumber: String?, provision: TransactionKey?) {
        self.code = code
        self.serialNumber = serialNumber
        self.provision = provision
    }
}
