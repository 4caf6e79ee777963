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
