/// What the vouchers of a provider look like.
public struct VoucherTemplate: Sendable, Equatable {
    /// How many digits the code has.
    public var codeDigits = 16
    /// How many digits the serial number has; nil when there is none.
    public var serialNumberDigits: Int? = 12
    /// The PIN; nil when there is none.
    public var pin: Pin?
    /// The time from issue to expiry.
    public var validFor = Timespan.seconds(1095 * 86_400)
    /// Lines that tell the customer how to redeem.
    public var redeemInstructions: [String] = []
    /// Lines for the receipt.
    public var slip: [SlipLine] = []
    /// The width of the receipt in characters; zero when nothing is said of it.
    public var slipWidth = 0

    /// A secret that is needed besides the code.
    public struct Pin: Sendable, Equatable {
        /// How many digits it has.
        public var digits: Int
        /// How it is shown.
        public var kind = Kind.clear

        /// The kinds of PIN (contract.md 2.17).
        public enum Kind: String, Sendable, CaseIterable {
            case clear, encrypted, hashed
        }
    }
}

extension VoucherTemplate.Pin.Kind: Vocable {}

/// A line of a receipt (contract.md 2.16).
public struct SlipLine: Sendable, Equatable, ExpressibleByStringLiteral {
    /// What stands for the voucher's code in a text or a barcode.
    public static let codePlaceholder = "{{voucher.code}}"

    /// What is printed.
    public var text: String
    /// A barcode on the line; nil for none.
    public var barcode: Barcode?
    /// Whether a rule is printed.
    public var isRule = false
    /// Whether the paper is cut here.
    public var isCut = false
    /// How many times as large as usual it is printed.
    public var scale = Scale()

    /// A barcode.
    public struct Barcode: Sendable, Equatable {
        /// What it holds.
        public var data: String
        /// Its kind.
        public var symbology = "CODE128"
    }

    /// How many times as large as usual something is.
    public struct Scale: Sendable, Equatable {
        /// How many times as wide.
        public var width = 1
        /// How many times as high.
        public var height = 1
    }

    /// A line of text.
    public init(_ text: String) { self.text = text }

    /// A line of text.
    public init(stringLiteral text: String) { self.init(text) }
}
