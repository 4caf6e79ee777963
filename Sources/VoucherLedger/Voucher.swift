/// A voucher as a provider issued it.
package struct Voucher: Sendable, Equatable {
    /// The code that the customer redeems; unique in its ledger unless the till asked for it.
    package internal(set) var code: String
    /// The provider's own number for the voucher, if it gives one.
    package let serialNumber: String?
    /// The secret needed besides the code, if there is one.
    package let pin: String?
    /// When the voucher was issued, in nanoseconds since 1970.
    package let issuedAt: Int64
    /// The expiry time, in nanoseconds since 1970.
    package let expiresAt: Int64
}

/// The form of a provider's vouchers: lengths of codes and validity.
package struct VoucherForm: Sendable, Equatable {
    /// The length of a code, 1…40 digits (contract.md section 2.7).
    package let codeDigits: Int
    /// The length of a serial number, nil for none.
    package let serialNumberDigits: Int?
    /// The length of a PIN, nil for none.
    package let pinDigits: Int?
    /// The validity of a voucher, in nanoseconds.
    package let validForNs: Int64

    /// A form; lengths count digits, the validity is in nanoseconds.
    package init(codeDigits: Int, serialNumberDigits: Int?, pinDigits: Int?, validForNs: Int64) {
        self.codeDigits = codeDigits
        self.serialNumberDigits = serialNumberDigits
        self.pinDigits = pinDigits
        self.validForNs = validForNs
    }
}
