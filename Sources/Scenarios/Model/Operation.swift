/// What a message is about, under the name that scenario files and the journal use.
public enum Operation: String, Sendable, CaseIterable {
    case provision, retry, confirm, reverse, lookup
    case redeem
    case confirmRedeem = "confirm-redeem"
    case reverseRedeem = "reverse-redeem"
    case refund
    case confirmRefund = "confirm-refund"
    case reverseRefund = "reverse-refund"
    case lookupRedemption = "lookup-redemption"
    case products
    /// The switch delivers a confirmation to the provider.
    case deliverConfirm = "deliver-confirm"
    /// The switch delivers a reversal to the provider.
    case deliverReverse = "deliver-reverse"
    /// A client connects, before any message.
    case connect

    /// Everything that a till sends; what a rule without `on` is about.
    static let ofTill = allCases.filter { !deliveries.contains($0) && $0 != .connect }

    /// Everything that the switch sends to a provider.
    static let deliveries: [Operation] = [.deliverConfirm, .deliverReverse]
}
