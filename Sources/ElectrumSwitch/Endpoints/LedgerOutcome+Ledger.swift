import Scenarios
import Vocabulary
import VoucherLedger

extension LedgerOutcome {
    /// Calls the ledger's method for the operation.
    ///
    /// - Parameters:
    ///   - request: the body of the message.
    ///   - upstream: what the provider does with the message. The ledger sees a request that it
    ///     declines, or that fails there; of anything else only what it does.
    init(
        of inFlight: InFlightMessage, _ request: KeptBytes, _ upstream: Upstream,
        in ledger: inout Ledger, at now: UnixTime
    ) {
        let (operation, message) = (inFlight.operation, inFlight.message)
        let isRequest = operation.role == .request || operation.role == .retry
        guard isRequest || upstream.isProcessed else {
            self = .unseen
            return
        }
        ledger.sweep()
        switch operation {
        case .provision:
            self = .provision(
                ledger.provision(
                    Provision(inFlight, request), upstream, at: now))
        case .retry:
            self = .provision(ledger.retry(Provision(inFlight, request), upstream, at: now))
        case .confirm:
            self = .confirmation(ledger.confirm(message.advice))
        case .reverse:
            self = .reversal(.provision, ledger.reverse(message.advice))
        case .lookup:
            self = .voucherLookup(ledger.lookUp(message.voucherQuery))
        case .redeem:
            self = .use(
                .redemption,
                ledger.use(.redemption, message.use(request), upstream, at: now))
        case .confirmRedeem:
            self = .useConfirmation(.redemption, ledger.confirm(.redemption, message.advice))
        case .reverseRedeem:
            self = .reversal(.use(.redemption), ledger.reverse(.redemption, message.advice))
        case .lookupRedemption:
            self = .redemptionLookup(ledger.lookUpRedemption(message.key))
        case .refund:
            self = .use(
                .refund, ledger.use(.refund, message.use(request), upstream, at: now))
        case .confirmRefund:
            self = .useConfirmation(.refund, ledger.confirm(.refund, message.advice))
        case .reverseRefund:
            self = .reversal(.use(.refund), ledger.reverse(.refund, message.advice))
        case .products:
            self = .products
        case .token, .deliverConfirm, .deliverReverse, .connect, .unknown:
            self = .unseen
        }
    }
}

extension Provision {
    fileprivate init(_ inFlight: InFlightMessage, _ request: KeptBytes) {
        let (message, profile) = (inFlight.message, inFlight.profile)
        self.init(
            key: message.key, provider: profile.id, request: request,
            form: VoucherForm(profile.voucher), requestedCode: message.voucherCode)
    }
}

extension VoucherForm {
    fileprivate init(_ template: VoucherTemplate) {
        self.init(
            codeDigits: template.codeDigits, serialNumberDigits: template.serialNumberDigits,
            pinDigits: template.pin?.digits, validFor: template.validFor)
    }
}
