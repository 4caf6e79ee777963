import Scenarios
import Vocabulary
import VoucherLedger

extension Endpoint {
    /// Calls the ledger's method for the operation, at a time in nanoseconds since 1970.
    ///
    /// - Parameter upstream: what the provider does with the message. The ledger sees a request
    ///   that it declines, or that fails there; of anything else only what it does.
    func carryOut(
        _ inFlight: InFlightMessage, _ upstream: Upstream, in ledger: inout Ledger, at now: Int64
    ) -> LedgerOutcome {
        let message = inFlight.message
        let isRequest = operation.role == .request || operation.role == .retry
        guard isRequest || upstream.isProcessed else { return .unseen }
        ledger.sweep()
        switch operation {
        case .provision:
            return .provision(ledger.provision(Provision(inFlight), upstream, at: now))
        case .retry:
            return .provision(ledger.retry(Provision(inFlight), upstream, at: now))
        case .confirm:
            return .confirmation(ledger.confirm(message.advice))
        case .reverse:
            return .reversal(.provision, ledger.reverse(message.advice))
        case .lookup:
            return .voucherLookup(ledger.lookUp(message.voucherQuery))
        case .redeem:
            return .useRequest(.redemption, ledger.redeem(message.useRequest, upstream, at: now))
        case .confirmRedeem:
            return .claimConfirmation(.redemption, ledger.confirmRedemption(message.advice))
        case .reverseRedeem:
            return .reversal(.useRequest(.redemption), ledger.reverseRedemption(message.advice))
        case .lookupRedemption:
            return .redemptionLookup(ledger.lookUpRedemption(message.key))
        case .refund:
            return .useRequest(.refund, ledger.refund(message.useRequest, upstream))
        case .confirmRefund:
            return .claimConfirmation(.refund, ledger.confirmRefund(message.advice))
        case .reverseRefund:
            return .reversal(.useRequest(.refund), ledger.reverseRefund(message.advice))
        case .products:
            return .products
        case .token, .deliverConfirm, .deliverReverse, .connect, .unknown:
            return .unseen
        }
    }
}

extension Provision {
    fileprivate init(_ inFlight: InFlightMessage) {
        let (message, profile) = (inFlight.message, inFlight.profile)
        self.init(
            key: message.key, provider: profile.id, request: message.received,
            form: VoucherForm(profile.voucher), requestedCode: message.voucherCode)
    }
}

extension VoucherForm {
    fileprivate init(_ template: VoucherTemplate) {
        self.init(
            codeDigits: template.codeDigits, serialNumberDigits: template.serialNumberDigits,
            pinDigits: template.pin?.digits, validForNs: template.validFor.nanoseconds)
    }
}
