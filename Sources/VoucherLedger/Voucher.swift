package import Vocabulary

/// A voucher as a provider issued it.
package struct Voucher: Sendable, Equatable {
    /// The code that the customer redeems; unique in its ledger unless the till asked for it.
    package internal(set) var code: String {
        get { keptCode.text }
        set { keptCode = KeptText(newValue) }
    }

    /// `code`, as it is kept.
    private(set) var keptCode: KeptText
    /// The provider's own number for the voucher, if it gives one.
    package let serialNumber: String?
    /// The secret needed besides the code, if there is one.
    package let pin: String?
    package let issuedAt: UnixTime
    package let expiresAt: UnixTime

    init(
        code: KeptText, serialNumber: String?, pin: String?, issuedAt: UnixTime,
        expiresAt: UnixTime
    ) {
        keptCode = code
        self.serialNumber = serialNumber
        self.pin = pin
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
    }
}

/// The form of a provider's vouchers: lengths of codes and validity.
package struct VoucherForm: Sendable, Equatable {
    /// The length of a code, 1…40 digits (contract.md section 2.7).
    package let codeDigits: Int
    /// The length of a serial number, nil for none.
    package let serialNumberDigits: Int?
    /// The length of a PIN, nil for none.
    package let pinDigits: Int?
    /// The validity of a voucher.
    package let validFor: Duration

    /// A form; lengths count digits.
    package init(codeDigits: Int, serialNumberDigits: Int?, pinDigits: Int?, validFor: Duration) {
        self.codeDigits = codeDigits
        self.serialNumberDigits = serialNumberDigits
        self.pinDigits = pinDigits
        self.validFor = validFor
    }
}
