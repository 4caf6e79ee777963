/// A line of a receipt (contract.md 2.16).
public struct SlipLine: Sendable, Equatable, ExpressibleByStringLiteral {
    /// What stands for the voucher's code in a text or a barcode.
    public static let codePlaceholder = "{{voucher.code}}"

    /// What is printed.
    public var text: String
    /// The data of a barcode on the line; nil for none.
    public var barcode: String?
    /// The symbology of the barcode.
    public var symbology = "CODE128"
    /// Whether a rule is printed.
    public var isRule = false
    /// Whether the paper is cut here.
    public var isCut = false
    /// How many times as wide as usual it is printed.
    public var widthScale = 1
    /// How many times as high as usual it is printed.
    public var heightScale = 1

    /// A line of text.
    public init(_ text: String) { self.text = text }

    /// A line of text.
    public init(stringLiteral text: String) { self.init(text) }
}
