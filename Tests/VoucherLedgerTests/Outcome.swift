import VoucherLedger

/// The outcomes of all methods of a ledger as one type, for tables.
enum Outcome: Equatable, Sendable {
    case issued(Voucher)
    case duplicate(Transaction)
    case alreadyReversed(by: String)
    case alreadyConfirmed(by: String)
    case notFound
    /// Taken note of: an advice, or a request that the provider did not grant.
    case accepted
    case approved
    case conflict(VoucherStateConflict)
    case wrongState(VoucherStatus.State)
    case found(FoundVoucher)
    case redemption(VoucherUse)
    case ofAnotherClient

    init(_ outcome: ProvisionOutcome) {
        self =
            switch outcome {
            case .issued(let voucher): .issued(voucher)
            case .notIssued: .accepted
            case .duplicate(let transaction): .duplicate(transaction)
            case .alreadyReversed(let id): .alreadyReversed(by: id)
            }
    }

    init(_ outcome: VoucherUseOutcome) {
        self =
            switch outcome {
            case .approved: .approved
            case .notApproved: .accepted
            case .conflict(let conflict): .conflict(conflict)
            case .alreadyReversed(let id): .alreadyReversed(by: id)
            }
    }

    init(_ outcome: ConfirmationOutcome) {
        self =
            switch outcome {
            case .accepted: .accepted
            case .notFound: .notFound
            case .alreadyReversed(let id): .alreadyReversed(by: id)
            }
    }

    init(_ outcome: VoucherUseConfirmationOutcome) {
        self =
            switch outcome {
            case .accepted: .accepted
            case .notFound: .notFound
            case .wrongState(let state): .wrongState(state)
            }
    }

    init(_ outcome: ReversalOutcome) {
        self =
            switch outcome {
            case .accepted: .accepted
            case .notFound: .notFound
            case .alreadyConfirmed(let id): .alreadyConfirmed(by: id)
            }
    }

    init(_ outcome: VoucherLookupOutcome) {
        self =
            switch outcome {
            case .found(let sale): .found(sale)
            case .notFound: .notFound
            case .alreadyReversed(let id): .alreadyReversed(by: id)
            }
    }

    init(_ outcome: RedemptionLookupOutcome) {
        self =
            switch outcome {
            case .found(let redemption): .redemption(redemption)
            case .notFound: .notFound
            case .ofAnotherClient: .ofAnotherClient
            }
    }
}
