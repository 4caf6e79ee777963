/// The form of a provider's vouchers.
package struct VoucherTemplate: Sendable, Equatable {
    /// The number of digits of the code.
    package var codeDigits = 16
    /// The number of digits of the serial number; nil for none.
    package var serialNumberDigits: Int? = 12
    /// The PIN; nil when there is none.
    package var pin: Pin?
    /// The time from issue to expiry.
    package var validFor = Duration.seconds(1095 * 86_400)
    /// Lines that tell the customer how to redeem.
    package var redeemInstructions: [String] = []
    /// Lines for the receipt.
    package var slip: [SlipLine] = []
    /// The width of the receipt in characters; zero when nothing is said of it.
    package var slipWidth = 0

    /// A secret that is needed besides the code.
    package struct Pin: Sendable, Equatable {
        /// The number of digits.
        package var digits: Int
        /// The form in which it is shown.
        package var kind = Kind.clear

        /// The kinds of PIN (contract.md 2.17).
        package enum Kind: String, Sendable, CaseIterable {
            case clear, encrypted, hashed
        }
    }
}

extension VoucherTemplate.Pin.Kind: Vocable {}

/// A line of a receipt (contract.md 2.16).
package struct SlipLine: Sendable, Equatable, ExpressibleByStringLiteral {
    /// The placeholder for the voucher's code in a text or a barcode.
    package static let codePlaceholder = "{{voucher.code}}"

    /// The text to print.
    package var text: String
    /// A barcode on the line; nil for none.
    package var barcode: Barcode?
    /// True for a horizontal line.
    package var isRule = false
    /// True if the paper is cut here.
    package var isCut = false
    /// The scale at which it is printed.
    package var scale = Scale()

    /// A barcode.
    package struct Barcode: Sendable, Equatable {
        /// The content.
        package var data: String
        /// Its kind.
        package var symbology = "CODE128"
    }

    /// A scale, relative to the usual size.
    package struct Scale: Sendable, Equatable {
        /// The factor of the width.
        package var width = 1
        /// The factor of the height.
        package var height = 1

        /// The usual size.
        package static let usual = Scale()
    }

    /// A line of text.
    package init(_ text: String) { self.text = text }

    /// A line of text.
    package init(stringLiteral text: String) { self.init(text) }
}
