import VoucherLedger

/// The outcome of a message: of the ledger's method for its operation.
enum LedgerOutcome {
    /// The kinds of claims on a voucher that was sold.
    enum ClaimKind {
        case redemption, refund
    }

    /// The kinds of requests that can be reversed.
    enum ReversedKind {
        case provision
        case useRequest(ClaimKind)
    }

    case provision(ProvisionOutcome)
    case useRequest(ClaimKind, ClaimOutcome)
    case confirmation(ConfirmationOutcome)
    case claimConfirmation(ClaimKind, ClaimConfirmationOutcome)
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
        case .provision, .useRequest, .confirmation, .claimConfirmation, .reversal, .voucherLookup,
            .redemptionLookup:
            true
        }
    }

    /// True if the request was granted, and the till may be told.
    var isApproval: Bool {
        switch self {
        case .provision(.issued), .useRequest(_, .approved): true
        case .provision, .useRequest, .confirmation, .claimConfirmation, .reversal, .voucherLookup,
            .redemptionLookup, .products, .unseen:
            false
        }
    }

    /// True if an advice was taken note of.
    var isAcceptedAdvice: Bool {
        switch self {
        case .confirmation(.accepted), .claimConfirmation(_, .accepted), .reversal(_, .accepted):
            true
        case .provision, .useRequest, .confirmation, .claimConfirmation, .reversal, .voucherLookup,
            .redemptionLookup, .products, .unseen:
            false
        }
    }

    /// True if the ledger said no by itself: the provider was not asked.
    var isRefusal: Bool {
        switch self {
        case .provision(.duplicate), .provision(.alreadyReversed): true
        case .provision(.issued), .provision(.notIssued): false
        case .useRequest(_, .conflict), .useRequest(_, .alreadyReversed): true
        case .useRequest(_, .approved), .useRequest(_, .notApproved): false
        case .confirmation(.notFound), .confirmation(.alreadyReversed): true
        case .claimConfirmation(_, .notFound), .claimConfirmation(_, .wrongState): true
        case .reversal(_, .notFound), .reversal(_, .alreadyConfirmed): true
        case .confirmation(.accepted), .claimConfirmation(_, .accepted), .reversal(_, .accepted):
            false
        case .voucherLookup(.notFound), .voucherLookup(.alreadyReversed): true
        case .redemptionLookup(.notFound), .redemptionLookup(.ofAnotherClient): true
        case .voucherLookup(.found), .redemptionLookup(.found): false
        case .products, .unseen: false
        }
    }
}
