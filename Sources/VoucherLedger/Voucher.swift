/// A voucher as a provider issued it.
public struct Voucher: Sendable, Equatable {
    /// What the customer redeems; unique in its ledger unless the till asked for it.
    public internal(set) var code: String
    /// The provider's own number for the voucher, if it gives one.
    public let serialNumber: String?
    /// The secret needed besides the code, if there is one.
    public let pin: String?
    /// When the voucher was issued, in nanoseconds since 1970.
    public let issuedAt: Int64
    /// When it expires, in nanoseconds since 1970.
    public let expiresAt: Int64
}

/// What vouchers of a provider look like.
public struct VoucherForm: Sendable, Equatable {
    /// The length of a code, 1…40 digits (contract.md section 2.7).
    public let codeDigits: Int
    /// The length of a serial number, nil for none.
    public let serialNumberDigits: Int?
    /// The length of a PIN, nil for none.
    public let pinDigits: Int?
    /// How long a voucher is valid, in nanoseconds.
    public let validForNs: Int64

    /// A form; lengths count digits, the validity is in nanoseconds.
    public init(codeDigits: Int, serialNumberDigits: Int?, pinDigits: Int?, validForNs: Int64) {
        self.codeDigits = codeDigits
        self.serialNumberDigits = serialNumberDigits
        self.pinDigits = pinDigits
        self.validForNs = validForNs
    }
}
