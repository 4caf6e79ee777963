/// The kind of a message, under the name that scenario files, the journal and the metrics use.
/// Each has one row below; what else an operation needs is an endpoint and a method of the ledger.
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
    /// A call that is no operation of the interface.
    case unknown
}

extension Operation {
    /// The part that an operation has in a transaction.
    package enum Role: Sendable {
        case request, retry, confirmation, reversal, lookup
        /// A call outside of transactions.
        case call
        /// The switch passes an advice on to a provider.
        case delivery
        /// No message: a connection on which none may follow.
        case connection
    }

    /// Where tills call an operation.
    package struct Call: Sendable {
        private let methodName: StaticString
        private let template: StaticString

        package var method: String { methodName.description }
        /// The path as the documentation writes it: `/vouchers/{provisionId}/retry`.
        package var path: String { template.description }

        fileprivate static func get(_ path: StaticString) -> Call {
            Call(methodName: "GET", template: path)
        }

        fileprivate static func post(_ path: StaticString) -> Call {
            Call(methodName: "POST", template: path)
        }
    }

    /// The facts of an operation. Its texts are made into strings when they are asked for: a row
    /// has nothing to release, and asking for a role costs a jump.
    package struct Row: Sendable {
        /// Nil where the operation alone does not tell.
        package let kind: TransactionKind?
        package let role: Role
        /// Nil for what no till calls.
        package let call: Call?
        private let texts: (noun: StaticString, name: StaticString, summary: StaticString)

        /// The name in a sentence, as in "the confirmation was sent again".
        package var noun: String { texts.noun.description }
        /// The name in the documentation of the interface (contract.md section 1.3); empty where
        /// the interface has no such operation.
        package var documentedName: String { texts.name.description }
        /// One sentence for the documentation.
        package var summary: String { texts.summary.description }

        fileprivate init(
            _ kind: TransactionKind?, _ role: Role, _ call: Call?, _ noun: StaticString,
            _ documentedName: StaticString = "", _ summary: StaticString = ""
        ) {
            self.kind = kind
            self.role = role
            self.call = call
            texts = (noun, documentedName, summary)
        }
    }

    /// The table of operations (contract.md section 1.3). Inlined, so that one fact of a row costs
    /// no row.
    @inline(__always)
    package var row: Row {
        switch self {
        case .provision:
            Row(
                .provision, .request, .post("/vouchers"), "provision",
                "provisionVoucher", "Buy a voucher.")
        case .retry:
            Row(
                .provision, .retry, .post("/vouchers/{provisionId}/retry"), "retry",
                "retryProvisionVoucher", "Ask again for a voucher whose fate is unknown.")
        case .confirm:
            Row(
                .provision, .confirmation, .post("/vouchers/confirmations"), "confirmation",
                "confirmVoucher", "Keep a voucher that was provisioned.")
        case .reverse:
            Row(
                .provision, .reversal, .post("/vouchers/reversals"), "reversal",
                "reverseVoucher", "Undo a provision.")
        case .lookup:
            Row(
                .provision, .lookup, .get("/vouchers"), "lookup",
                "lookupVoucher", "Ask for the details of a voucher.")
        case .redeem:
            Row(
                .redemption, .request, .post("/redemptions"), "redemption",
                "redeemVoucher", "Pay with a voucher.")
        case .confirmRedeem:
            Row(
                .redemption, .confirmation, .post("/redemptions/confirmations"),
                "redemption's confirmation",
                "confirmRedeem", "Promise not to reverse a redemption.")
        case .reverseRedeem:
            Row(
                .redemption, .reversal, .post("/redemptions/reversals"), "redemption's reversal",
                "reverseRedeem", "Undo a redemption.")
        case .lookupRedemption:
            Row(
                .redemption, .lookup, .get("/redemptions/{requestId}"), "redemption lookup",
                "lookupRedemption", "Ask what a redemption was answered.")
        case .refund:
            Row(
                .refund, .request, .post("/refunds"), "refund",
                "refundVoucher", "Make a redeemed voucher redeemable again.")
        case .confirmRefund:
            Row(
                .refund, .confirmation, .post("/refunds/confirmations"), "refund's confirmation",
                "confirmRefund", "Promise not to reverse a refund.")
        case .reverseRefund:
            Row(
                .refund, .reversal, .post("/refunds/reversals"), "refund's reversal",
                "reverseRefund", "Undo a refund.")
        case .products:
            Row(
                nil, .call, .get("/products"), "product list",
                "listProducts", "Ask what can be bought.")
        case .token: Row(nil, .call, .post("/oauth/token"), "token request")
        case .unknown: Row(nil, .call, nil, "call of no known operation")
        case .deliverConfirm: Row(nil, .delivery, nil, "confirmation's delivery")
        case .deliverReverse: Row(nil, .delivery, nil, "reversal's delivery")
        case .connect: Row(nil, .connection, nil, "connection")
        }
    }
}

// MARK: What follows from the rows

extension Operation {
    /// The kind of transaction; nil where the operation alone does not tell.
    package var kind: TransactionKind? { row.kind }

    package var role: Role { row.role }

    /// The name in a sentence, as in "the confirmation was sent again".
    package var noun: String { row.noun }

    /// The operations of the interface. A request for a token is none: a scenario counts the same
    /// with Basic and with OAuth2.
    package static let ofInterface = allCases.filter { !$0.row.documentedName.isEmpty }

    /// The operations by which the switch passes advices on to providers.
    package static let deliveries = allCases.filter(\.isDelivery)

    /// True if the switch sends it to a provider.
    package var isDelivery: Bool { role == .delivery }

    /// True for a message of the till.
    package var isMessage: Bool {
        switch role {
        case .request, .retry, .confirmation, .reversal, .lookup, .call: true
        case .delivery, .connection: false
        }
    }

    /// True for a message of a provision, a redemption or a refund that is no lookup.
    package var isTransactional: Bool {
        switch role {
        case .request, .retry, .confirmation, .reversal: true
        case .lookup, .call, .delivery, .connection: false
        }
    }

    /// True if it finalises a transaction.
    package var isAdvice: Bool {
        switch role {
        case .confirmation, .reversal: true
        case .request, .retry, .lookup, .call, .delivery, .connection: false
        }
    }

    /// True if its body has an `id` of its own; a retry has that of the provision.
    package var hasOwnID: Bool { role == .request || isAdvice }

    /// The operation by which the switch passes an advice on to the provider; nil for all else.
    package var delivery: Operation? {
        switch role {
        case .confirmation: .deliverConfirm
        case .reversal: .deliverReverse
        case .request, .retry, .lookup, .call, .delivery, .connection: nil
        }
    }

    /// The operation with another role in transactions of the same kind; nil if there is none.
    package func counterpart(_ role: Role) -> Operation? {
        guard let kind else { return nil }
        return Self.allCases.first { $0.role == role && $0.kind == kind }
    }
}
