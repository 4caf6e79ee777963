package import Vocabulary

/// The status of a sold voucher between redemptions and refunds (contract.md section 4.2).
package struct VoucherStatus: Sendable {
    /// The states of a voucher that was sold, under the names that Electrum's test server tells.
    package enum State: String, Sendable {
        /// The voucher can be redeemed.
        case provisioned = "CONFIRMED_PROVISIONED"
        case redeemed = "REDEEMED"
        /// The voucher can be refunded.
        case redemptionConfirmed = "CONFIRMED_REDEEMED"
        case refunded = "REFUNDED"

        /// The state once everything is confirmed.
        var settled: State {
            let pending = VoucherUse.Kind.allCases.first { $0.voucherStates.pending == self }
            return pending?.voucherStates.confirmed ?? self
        }
    }

    /// The phases of a redemption or refund that was carried out and not reversed.
    enum Phase {
        /// It waits for its confirmation or reversal.
        case pending
        case confirmed
        /// The voucher has changed since: a reversal finds nothing.
        case past
    }

    /// The state.
    private(set) var state = State.provisioned
    /// The redemption in force; nil if the voucher can be redeemed.
    private var redemption: TransactionKey?
    /// The refund that waits for its confirmation or reversal.
    private var refund: TransactionKey?

    /// Returns the reason why a state does not allow a request; nil if it does.
    ///
    /// - Parameter state: the voucher's, or its settled one.
    func conflict(of kind: VoucherUse.Kind, _ key: TransactionKey, in state: State)
        -> VoucherStateConflict?
    {
        switch (kind, state) {
        case (.redemption, .provisioned), (.refund, .redemptionConfirmed): nil
        case (.redemption, .redeemed), (.redemption, .redemptionConfirmed),
            (.redemption, .refunded):
            .alreadyRedeemed(bySameID: redemption == key)
        case (.refund, .provisioned): .notRedeemed
        case (.refund, .redeemed): .redemptionNotConfirmed
        case (.refund, .refunded): .alreadyRefunded
        }
    }

    /// Returns the phase of a redemption or refund of the voucher.
    func phase(of kind: VoucherUse.Kind, _ key: TransactionKey) -> Phase {
        switch (kind, state) {
        case (.redemption, .redeemed): redemption == key ? .pending : .past
        case (.redemption, .redemptionConfirmed): redemption == key ? .confirmed : .past
        case (.redemption, .provisioned), (.redemption, .refunded): .past
        case (.refund, .refunded): refund == key ? .pending : .confirmed
        case (.refund, .provisioned), (.refund, .redeemed), (.refund, .redemptionConfirmed):
            .confirmed
        }
    }

    /// Enters a state by a redemption or refund, or by an advice on it.
    mutating func enter(_ state: State, by key: TransactionKey) {
        self.state = state
        switch state {
        case .provisioned: (redemption, refund) = (nil, nil)
        case .redeemed: (redemption, refund) = (key, nil)
        case .redemptionConfirmed: refund = nil
        case .refunded: refund = key
        }
    }
}

extension VoucherUse.Kind {
    /// The states of a voucher before a request, between it and its advice, and after its
    /// confirmation. A reversal leads back to the first.
    var voucherStates:
        (before: VoucherStatus.State, pending: VoucherStatus.State, confirmed: VoucherStatus.State)
    {
        switch self {
        case .redemption: (.provisioned, .redeemed, .redemptionConfirmed)
        case .refund: (.redemptionConfirmed, .refunded, .provisioned)
        }
    }
}

/// The reason why the state of a voucher does not allow a request (contract.md section 4.2).
package enum VoucherStateConflict: Sendable, Equatable {
    /// No voucher with that code has a confirmed provision.
    case notConfirmed
    /// The voucher has expired, at that time.
    case expired(at: UnixTime)
    /// The voucher is redeemed, perhaps by a redemption of the same id.
    case alreadyRedeemed(bySameID: Bool)
    /// There is no redemption to be refunded.
    case notRedeemed
    /// The redemption that is to be refunded was not confirmed.
    case redemptionNotConfirmed
    /// A refund of the voucher waits for its confirmation.
    case alreadyRefunded
}
