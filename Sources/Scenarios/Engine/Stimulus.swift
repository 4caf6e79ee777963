public import Vocabulary

/// A message as the rules of a scenario see it.
public struct Stimulus {
    /// A member of a body.
    public enum Member: Sendable, Equatable {
        /// Text, a number or a truth value, as text.
        case text(String)
        /// An object or a list.
        case structure
    }

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
    /// The size of the body; what it costs to find something in it.
    public var bodyBytes = 0
    /// Finds a member of the body by its path, `tenders.0.tenderType`; asked only when a rule asks.
    public var body: (_ path: String) -> Member?
    /// Finds a header by its name, upper or lower case; asked only when a rule asks.
    public var header: (_ name: String) -> String?

    /// A message; what is left out is not there.
    public init(
        operation: Operation, transaction: String, attempt: Int = 1, provider: String,
        client: String? = nil, terminal: String? = nil, merchant: String? = nil,
        product: String? = nil, amount: Int64? = nil,
        body: @escaping (_ path: String) -> Member? = { _ in nil },
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
    /// What a condition looks at; nil when it is not there.
    func member(at subject: Condition.Subject) -> Member? {
        switch subject {
        case .fact(let fact): text(of: fact).map(Member.text)
        case .body(let path): body(path)
        case .header(let name): header(name).map(Member.text)
        }
    }

    private func text(of fact: Condition.Fact) -> String? {
        switch fact {
        case .provider: provider
        case .client: client
        case .terminal: terminal
        case .merchant: merchant
        case .product: product
        case .amount: amount.map { String($0) }
        case .cents: amount.map { String($0 % 100) }
        }
    }
}
