import JSONTree
import Scenarios
import Vocabulary
import VoucherLedger

/// The subject of a message, as far as the switch knows it on arrival.
struct MessageSubject {
    /// The key of the provision, redemption or refund; with `TransactionID.none` if there is none.
    let key: TransactionKey
    /// The transaction's id as the till wrote it; nil if there is none.
    let transaction: String?
    /// The request that conditions on terminal, product and amount test; nil where none can.
    let request: JSONView?
    /// The provider that the message goes to.
    let route: ProviderRoute

    var profile: ProviderProfile { route.profile }
}

/// A message in flight through the switch, with the decision made on its arrival.
final class InFlightMessage: Sendable {
    /// The number of its record in the journal.
    let seq: Int
    let operation: Operation
    let message: Message
    let subject: MessageSubject
    let decision: Decision
    /// The products of all providers; set only for requests that list them.
    let products: [Product]
    /// The offer of the product that a provision asks for; nil if no list has it.
    let offer: Product.Offer?

    init(
        seq: Int, _ operation: Operation, message: Message, subject: MessageSubject,
        decision: Decision, products: [Product] = [], offer: Product.Offer? = nil
    ) {
        self.offer = offer
        self.seq = seq
        self.operation = operation
        self.message = message
        self.subject = subject
        self.decision = decision
        self.products = products
    }

    var profile: ProviderProfile { subject.profile }

    /// The product that a provision asks for; nil if it is not in the provider's list.
    var product: Product? {
        if case .sold(let product) = offer { product } else { nil }
    }

    /// The provider's treatment of the message; nil if the ledger does not see the message.
    ///
    /// A provision that is declined or fails was seen by the switch all the same; a lost request
    /// never was, nor one that was refused for its sender.
    var upstream: Upstream? {
        switch decision.outcome {
        case .lost(.request, _), .tls: nil
        case let outcome where outcome.refusesSender: nil
        case .decline: .declines
        case let outcome where !outcome.isProcessed: .fails(issued: false)
        case .error: .fails(issued: true)
        case .normal, .lost(.reply, _), .replaced, .respond:
            profileDeclines ? .declines : .issues
        }
    }

    /// Returns true if the provider declines the operation by its profile.
    private var profileDeclines: Bool {
        (operation == .retry && profile.retries == .declined)
            || offerDecline != nil
    }

    /// The decline by the provider's profile.
    var naturalDecline: ErrorAnswer { offerDecline ?? profile.decline }

    /// The provider's decline of a product that it does not sell; nil for one that it sells.
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
    /// The error for an amount outside the catalogue's limits (contract.md 3.2).
    fileprivate static let invalidAmount = ErrorAnswer(
        status: 400, type: "INVALID_AMOUNT", message: "Amount not allowed for the product")

    /// A product that only others sell: declined by the provider's rules, a hard decline
    /// (contract.md 3.2). INVALID_PRODUCT is a word of other interfaces.
    fileprivate static let notSold = ErrorAnswer(
        status: 404, type: "DO_NOT_HONOR", message: "Product not sold by the provider")
}

extension Scenarios.Outcome {
    /// True if the scenario answers as the switch does to one whom it does not know (contract.md
    /// section 3.2).
    fileprivate var refusesSender: Bool {
        switch self {
        case .decline(let answer), .error(let answer, processed: false):
            answer.type == Self.authenticationError
        case .respond(let answer, processed: false):
            answer.status == 401 || answer.body?["errorType"]?.text == Self.authenticationError
        case .normal, .error, .lost, .replaced, .respond, .tls: false
        }
    }

    private static let authenticationError = "AUTHENTICATION_ERROR"

    /// The error to answer the till with; nil if the scenario demands none.
    var errorAnswer: ErrorAnswer? {
        switch self {
        case .decline(let answer), .error(let answer, _): answer
        case .normal, .lost, .replaced, .respond, .tls: nil
        }
    }
}
