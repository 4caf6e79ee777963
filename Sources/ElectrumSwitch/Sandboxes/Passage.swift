import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// A message on its way through the switch, with what was decided about it on arrival.
final class Passage: Sendable {
    /// Its record in the journal.
    let seq: Int
    let endpoint: Endpoint
    let message: Message
    let subject: Subject
    let verdict: Verdict
    /// What the providers sell; only for those who ask.
    let products: [Product]
    /// What the product lists say of what a provision asks for; nil when they do not have it.
    let offer: Product.Offer?

    init(
        seq: Int, _ endpoint: Endpoint, message: Message, subject: Subject, verdict: Verdict,
        products: [Product] = [],
        offer: Product.Offer? = nil
    ) {
        self.offer = offer
        self.seq = seq
        self.endpoint = endpoint
        self.message = message
        self.subject = subject
        self.verdict = verdict
        self.products = products
    }

    var operation: Operation { endpoint.operation }

    var profile: ProviderProfile { subject.profile }

    /// What a provision asks for, where the provider's list has it.
    var product: Product? {
        if case .sold(let product) = offer { product } else { nil }
    }

    /// What the provider does with the message; nil when the ledger does not get to see it.
    ///
    /// A provision that is declined or fails was seen by the switch all the same; a lost request
    /// never was, nor one that was refused for its sender.
    var upstream: Upstream? {
        switch verdict.outcome {
        case .lost(.request, _), .tls: nil
        case let outcome where outcome.refusesSender: nil
        case .decline: .declines
        case let outcome where !outcome.isProcessed: .fails(issued: false)
        case .error: .fails(issued: true)
        default: profileDeclines ? .declines : .issues
        }
    }

    /// Whether the provider declines by nature.
    private var profileDeclines: Bool {
        (operation == .retry && profile.retries == .declined)
            || offerDecline != nil
    }

    /// How the provider declines by nature.
    var naturalDecline: ErrorAnswer { offerDecline ?? profile.decline }

    /// How the provider declines what it does not sell; nil for what it does.
    private var offerDecline: ErrorAnswer? {
        switch offer {
        case nil: return nil
        case .soldByOthers: return .notSold
        case .sold(let product):
            let amount = message.body["amounts"]?["requestAmount"]
            let isAllowed = product.allows(
                amount?["amount"]?.integer, in: amount?["currency"]?.text)
            return isAllowed ? nil : .invalidAmount
        }
    }
}

extension ErrorAnswer {
    /// An amount outside of what the catalogue allows (contract.md 3.2).
    fileprivate static let invalidAmount = ErrorAnswer(
        status: 400, type: "INVALID_AMOUNT", message: "Amount not allowed for the product")

    /// A product that only others sell: declined by the provider's rules, a hard decline
    /// (contract.md 3.2). INVALID_PRODUCT is a word of other interfaces.
    fileprivate static let notSold = ErrorAnswer(
        status: 404, type: "DO_NOT_HONOR", message: "Product not sold by the provider")
}

extension Scenarios.Outcome {
    /// Whether the scenario answers as the switch does to one whom it does not know (contract.md
    /// section 3.2).
    fileprivate var refusesSender: Bool {
        switch self {
        case .decline(let answer), .error(let answer, processed: false):
            answer.type == Self.authenticationError
        case .respond(let answer, processed: false):
            answer.status == 401 || answer.body?["errorType"]?.text == Self.authenticationError
        default: false
        }
    }

    private static let authenticationError = "AUTHENTICATION_ERROR"

    /// The error that the till is answered with; nil when the scenario asks for none.
    var errorAnswer: ErrorAnswer? {
        switch self {
        case .decline(let answer), .error(let answer, _): answer
        default: nil
        }
    }

}

extension Verdict {
    /// The status of a provider's answer to a delivery; nil for no answer that can be read.
    var deliveryStatus: Int? {
        guard transmission.garbled == nil else { return nil }
        return switch outcome {
        case .normal, .lost(.reply, .stale): 202
        case .decline(let answer), .error(let answer, _): answer.status
        case .respond(let answer, _): answer.status
        case .lost, .replaced, .tls: nil
        }
    }
}
