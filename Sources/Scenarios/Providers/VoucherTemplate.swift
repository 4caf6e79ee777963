/// What the vouchers of a provider look like.
public struct VoucherTemplate: Sendable, Equatable {
    /// How many digits the code has.
    public var codeDigits = 16
    /// How many digits the serial number has; nil when there is none.
    public var serialNumberDigits: Int? = 12
    /// How many digits the PIN has; nil when there is none.
    public var pinDigits: Int?
    /// How the PIN is shown.
    public var pinType = PinType.clear
    /// The time from issue to expiry.
    public var validFor = Timespan.seconds(1095 * 86_400)
    /// Lines that tell the customer how to redeem.
    public var redeemInstructions: [String] = []
    /// Lines for the receipt.
    public var slip: [SlipLine] = []
    /// The width of the receipt in characters; zero when nothing is said of it.
    public var slipWidth = 0

    /// The kinds of PIN (contract.md 2.17).
    public enum PinType: String, Sendable, CaseIterable {
        case clear, encrypted, hashed
    }
}
