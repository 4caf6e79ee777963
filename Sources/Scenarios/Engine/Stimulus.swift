/// A message as the rules of a scenario see it.
public struct Stimulus {
    /// What the message is about.
    public var operation: Operation
    /// The transaction's id: the provision's for its retries and advices. For `connect` and other
    /// occasions outside a transaction, anything that tells them apart.
    public var transaction: String
    /// Which message of its kind for the transaction, from 1; a provision is 1, its retries 2, 3 …
    public var attempt: Int
    /// The id of the provider's profile.
    public var provider: String
    /// The Basic user name.
    public var client: String?
    /// The terminalId.
    public var terminal: String?
    /// The merchantId.
    public var merchant: String?
    /// The productId.
    public var product: String?
    /// The amount in minor units.
    public var amount: Int64?
    /// Finds a scalar in the body by its path, `tenders.0.tenderType`; asked only when a rule asks.
    public var body: (_ path: String) -> String?
    /// Finds a header by its name, upper or lower case; asked only when a rule asks.
    public var header: (_ name: String) -> String?

    /// A message; what is left out is not there.
    public init(
        operation: Operation, transaction: String, attempt: Int = 1, provider: String,
        client: String? = nil, terminal: String? = nil, merchant: String? = nil,
        product: String? = nil, amount: Int64? = nil,
        body: @escaping (_ path: String) -> String? = { _ in nil },
        header: @escaping (_ name: String) -> String? = { _ in nil }
    ) {
        self.operation = operation
        self.transaction = transaction
        self.attempt = attempt
        self.provider = provider
        self.client = client
        self.terminal = terminal
        self.merchant = merchant
        self.product = product
        self.amount = amount
        self.body = body
        self.header = header
    }
}

extension Stimulus {
    /// What a condition looks at, as text; nil when it is not there.
    func text(of subject: Condition.Subject) -> String? {
        switch subject {
        case .fact(.provider): provider
        case .fact(.client): client
        case .fact(.terminal): terminal
        case .fact(.merchant): merchant
        case .fact(.product): product
        case .fact(.amount): amount.map { String($0) }
        case .fact(.cents): amount.map { String($0 % 100) }
        case .body(let path): body(path)
        case .header(let name): header(name)
        }
    }
}
