import JSONTree
import Scenarios
import VoucherLedger

/// A message on its way through the switch, with what was decided about it on arrival.
final class Passage: Sendable {
    /// Its record in the journal.
    let seq: Int
    let message: Message
    let subject: Subject
    let verdict: Verdict
    /// What the providers sell; only for those who ask.
    let products: [Product]
    /// What a provision asks for, where the provider's catalogue has it.
    let product: Product?

    init(
        seq: Int, message: Message, subject: Subject, verdict: Verdict, products: [Product] = [],
        product: Product? = nil
    ) {
        self.product = product
        self.seq = seq
        self.message = message
        self.subject = subject
        self.verdict = verdict
        self.products = products
    }

    var profile: ProviderProfile { subject.profile }

    /// What the provider does with the message; nil when the ledger does not get to see it.
    ///
    /// A provision that is declined or fails was seen by the switch all the same; only a lost
    /// request never was.
    func upstream(for operation: Scenarios.Operation) -> Upstream? {
        switch verdict.outcome {
        case .lost(.request, _), .tls: nil
        case .decline: .declines
        case let outcome where !outcome.isProcessed: .fails(issued: false)
        case .error: .fails(issued: true)
        default: profileDeclines(operation) ? .declines : .issues
        }
    }

    /// Whether the provider declines by nature.
    private func profileDeclines(_ operation: Scenarios.Operation) -> Bool {
        (operation == .retry && profile.retries == .declined) || !isAmountAllowed
    }

    /// How the provider declines by nature.
    var naturalDecline: ErrorAnswer { isAmountAllowed ? profile.decline : .invalidAmount }

    private var isAmountAllowed: Bool {
        guard let product else { return true }
        let amount = message.body["amounts"]?["requestAmount"]
        return product.allows(amount?["amount"]?.integer, in: amount?["currency"]?.text)
    }
}

extension ErrorAnswer {
    /// An amount outside of what the catalogue allows (contract.md 3.2).
    fileprivate static let invalidAmount = ErrorAnswer(
        status: 400, type: "INVALID_AMOUNT", message: "Amount not allowed for the product")
}

extension Scenarios.Outcome {
    /// The error that the till is answered with; nil when the scenario asks for none.
    var errorAnswer: ErrorAnswer? {
        switch self {
        case .decline(let answer), .error(let answer, _): answer
        default: nil
        }
    }

    /// The status of a provider's answer to a delivery; nil for no answer that can be read.
    var deliveryStatus: Int? {
        switch self {
        case .normal, .slow, .lost(.reply, .stale): 202
        case .decline(let answer), .error(let answer, _): answer.status
        case .respond(let answer, _): answer.status
        case .lost, .garbled, .tls: nil
        }
    }
}
