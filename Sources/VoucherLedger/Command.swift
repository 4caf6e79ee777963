/// Names a transaction: clients are kept apart, so two may use the same id (contract.md 4.1).
public struct TransactionKey: Sendable, Hashable {
    /// The client's credentials, as one text.
    public let client: String
    /// The id of the provision, or of the redemption or refund.
    public let id: TransactionID

    /// The transaction of a client.
    public init(client: String, id: TransactionID) {
        self.client = client
        self.id = id
    }
}

/// A provision or a retry of it.
public struct Provision: Sendable {
    /// Whose transaction.
    public let key: TransactionKey
    /// The id of the provider that it is routed to.
    public let provider: String
    /// The message as the till sent it.
    public let request: [UInt8]
    /// What the voucher shall look like.
    public let form: VoucherForm
    /// The code that the till asks for, if any.
    public let wishedCode: String?

    /// A provision; see the properties.
    public init(
        key: TransactionKey, provider: String, request: [UInt8], form: VoucherForm,
        wishedCode: String?
    ) {
        self.key = key
        self.provider = provider
        self.request = request
        self.form = form
        self.wishedCode = wishedCode
    }
}

/// A confirmation or a reversal.
public struct Advice: Sendable {
    /// The transaction that it finalises.
    public let key: TransactionKey
    /// The advice's own id, as the till wrote it.
    public let id: String

    /// An advice on a transaction.
    public init(key: TransactionKey, id: String) {
        self.key = key
        self.id = id
    }
}

/// What the provider does with a provision, a redemption or a refund that reaches it.
public enum Upstream: Sendable, Equatable {
    /// It issues the voucher, or moves it as asked, and the switch gets to know.
    case issues
    /// It refuses.
    case declines
    /// The switch gets no outcome from it; it may have done its part all the same.
    case fails(issued: Bool)

    /// Whether the provider does what a message asks for, whatever the switch gets to know.
    public var isProcessed: Bool { self == .issues || self == .fails(issued: true) }
}

/// What a ledger can be told.
public enum Command: Sendable {
    /// A first provision.
    case provision(Provision, Upstream)
    /// A retry of a provision.
    case retry(Provision, Upstream)
    /// The till keeps the voucher.
    case confirm(Advice)
    /// The till undoes the provision.
    case reverse(Advice)
    /// The provider has answered an advice, and this is where the voucher stands with it now.
    case deliver(Transaction.ProviderState, TransactionKey)

    /// What is known of a voucher?
    case lookUp(VoucherQuery)

    /// A redemption has arrived that will be carried out later.
    case announceRedemption(TransactionKey)
    /// The customer pays with a voucher.
    case redeem(Claim, Upstream)
    /// A redemption that did not succeed was answered like this.
    case recordRedemptionError(TransactionKey, RecordedAnswer)
    /// What became of a redemption?
    case lookUpRedemption(TransactionKey)
    /// The till will not reverse the redemption.
    case confirmRedemption(Advice)
    /// The till undoes the redemption.
    case reverseRedemption(Advice)

    /// A redeemed voucher shall be redeemable again.
    case refund(Claim, Upstream)
    /// The till will not reverse the refund.
    case confirmRefund(Advice)
    /// The till undoes the refund.
    case reverseRefund(Advice)
}

/// What a command came to.
public enum Outcome: Sendable, Equatable {
    /// The voucher of the transaction: new, or the same again.
    case issued(Voucher)
    /// The id was used before; the transaction as it was before this command.
    case duplicate(Transaction)
    /// It was reversed by the advice with this id.
    case alreadyReversed(by: String)
    /// It was confirmed by the advice with this id.
    case alreadyConfirmed(by: String)
    /// Nothing of that id, code or number was seen.
    case notFound
    /// Taken note of.
    case accepted
    /// The redemption or refund is approved.
    case approved
    /// The state of the voucher forbids it.
    case objection(Objection)
    /// The voucher that was looked up.
    case found(Sale)
    /// The redemption that was looked up.
    case redemption(Movement)
    /// The redemption that was looked up was sent by somebody else.
    case ofAnotherClient

    /// Whether the ledger said no by itself: the provider was not asked.
    public var isRefusal: Bool {
        switch self {
        case .duplicate, .alreadyReversed, .alreadyConfirmed, .notFound, .objection,
            .ofAnotherClient:
            true
        case .issued, .accepted, .approved, .found, .redemption: false
        }
    }
}
