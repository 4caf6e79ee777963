import VoucherLedger

/// The outcome of a message: of the ledger's method for its operation.
enum LedgerOutcome {
    /// The kinds of requests that can be reversed.
    enum ReversedKind {
        case provision
        case use(VoucherUse.Kind)
    }

    case provision(ProvisionOutcome)
    case use(VoucherUse.Kind, VoucherUseOutcome)
    case confirmation(ConfirmationOutcome)
    case useConfirmation(VoucherUse.Kind, VoucherUseConfirmationOutcome)
    case reversal(ReversedKind, ReversalOutcome)
    case voucherLookup(VoucherLookupOutcome)
    case redemptionLookup(RedemptionLookupOutcome)
    /// The product lists were asked for, which are none of the ledger's business.
    case products
    /// The message was lost on its way, or the provider has not done what it asks for.
    case unseen

    /// True if the ledger was asked.
    var isOfLedger: Bool {
        switch self {
        case .products, .unseen: false
        case .provision, .use, .confirmation, .useConfirmation, .reversal, .voucherLookup,
            .redemptionLookup:
            true
        }
    }

    /// True if the request was granted, and the till may be told.
    var isApproval: Bool {
        switch self {
        case .provision(.issued), .use(_, .approved): true
        case .provision, .use, .confirmation, .useConfirmation, .reversal, .voucherLookup,
            .redemptionLookup, .products, .unseen:
            false
        }
    }

    /// True if an advice was taken note of.
    var isAcceptedAdvice: Bool {
        switch self {
        case .confirmation(.accepted), .useConfirmation(_, .accepted), .reversal(_, .accepted):
            true
        case .provision, .use, .confirmation, .useConfirmation, .reversal, .voucherLookup,
            .redemptionLookup, .products, .unseen:
            false
        }
    }

    /// True if the ledger said no by itself: the provider was not asked.
    var isRefusal: Bool {
        switch self {
        case .provision(.duplicate), .provision(.alreadyReversed): true
        case .provision(.issued), .provision(.notIssued): false
        case .use(_, .conflict), .use(_, .alreadyReversed): true
        case .use(_, .approved), .use(_, .notApproved): false
        case .confirmation(.notFound), .confirmation(.alreadyReversed): true
        case .useConfirmation(_, .notFound), .useConfirmation(_, .wrongState): true
        case .reversal(_, .notFound), .reversal(_, .alreadyConfirmed): true
        case .confirmation(.accepted), .useConfirmation(_, .accepted), .reversal(_, .accepted):
            false
        case .voucherLookup(.notFound), .voucherLookup(.alreadyReversed): true
        case .redemptionLookup(.notFound), .redemptionLookup(.ofAnotherClient): true
        case .voucherLookup(.found), .redemptionLookup(.found): false
        case .products, .unseen: false
        }
    }
}
