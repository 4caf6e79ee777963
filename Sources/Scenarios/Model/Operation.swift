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
    /// A till asks for an access token.
    case token
    /// The switch delivers a confirmation to the provider.
    case deliverConfirm = "deliver-confirm"
    /// The switch delivers a reversal to the provider.
    case deliverReverse = "deliver-reverse"
    /// A client connects, before any message.
    case connect

    /// Every operation of the interface; what a rule without `on` is about. A request for a token
    /// is none: a rule counts the same whether a till uses Basic or OAuth2.
    static let ofTill = allCases.filter {
        !deliveries.contains($0) && $0 != .connect && $0 != .token
    }

    /// Everything that the switch sends to a provider.
    static let deliveries: [Operation] = [.deliverConfirm, .deliverReverse]
}
