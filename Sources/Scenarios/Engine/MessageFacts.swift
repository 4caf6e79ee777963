package import Vocabulary

/// A message as the rules of a scenario see it. It is read by many, and copied by none.
package struct MessageFacts: ~Copyable {
    /// A member of a body.
    package enum Member: Sendable, Equatable {
        /// Text, a number or a truth value, as text.
        case text(String)
        /// An object or a list.
        case structure
    }

    /// The operation of the message.
    package var operation: Operation
    /// The transaction's id: for retries and advices the provision's. For `connect` and other
    /// messages outside a transaction, any unique text.
    package var transaction: String
    /// The number of the message among those of its kind for the transaction, from 1; a provision
    /// is 1, its retries 2, 3 …
    package var attempt: Int
    /// The id of the provider's profile.
    package var provider: String
    /// The Basic user name.
    package var client: String?
    /// The terminalId.
    package var terminal: String?
    /// The merchantId.
    package var merchant: String?
    /// The productId.
    package var product: String?
    /// The amount in minor units.
    package let amount: Int64?
    /// The last two digits of the amount.
    private let cents: String?
    /// The size of the body; what it costs to find something in it.
    package var bodyBytes = 0
    /// Returns a member of the body by its path, `tenders.0.tenderType`; called only if a rule
    /// tests it.
    package var body: (_ path: String) -> Member?
    /// Returns a header by its name, ignoring case; called only if a rule tests it.
    package var header: (_ name: String) -> String?

    /// The facts of a message; omitted ones are absent.
    package init(
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
        cents = amount.map { String($0 % 100) }
        self.body = body
        self.header = header
    }
}

extension MessageFacts {
    /// Returns the value that a condition tests; nil if it is absent.
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
        case .cents: cents
        }
    }
}

extension MatchBudget {
    private static let headerSteps = 16
    /// The bytes of a text that are copied or compared in a step.
    private static let bytesPerStep = 32

    /// Takes what it costs to look something up.
    mutating func take(for subject: Condition.Subject, in facts: borrowing MessageFacts) {
        switch subject {
        case .fact: take(1)
        case .header: take(Self.headerSteps)
        case .body: take(4 + facts.bodyBytes / Self.bytesPerStep)
        }
    }

    /// Takes what it costs to hold a text against values.
    mutating func take(for text: String, among values: [String]) {
        take(values.count + text.utf8.count / Self.bytesPerStep)
    }
}
