import HTTPMessages
import Scenarios
import Vocabulary
import VoucherLedger

/// The recording of redemptions for later lookups.
extension SandboxState {
    /// Records that a message has arrived and is processed later.
    mutating func postpone(_ inFlight: InFlightMessage) {
        guard inFlight.operation == .redeem, inFlight.upstream != nil else { return }
        ledger.announceRedemption(inFlight.subject.key)
    }

    /// Records the switch's answer to a redemption that did not succeed.
    mutating func keepError(
        of inFlight: InFlightMessage, _ outcome: LedgerOutcome
    ) {
        guard outcome.isRefusal || inFlight.decision.outcome.errorAnswer != nil else { return }
        let answer = inFlight.answer(to: outcome, seed: seed, naming: providerErrorName)
        let recorded = RecordedAnswer(status: answer.status, body: answer.body)
        ledger.recordRedemptionError(recorded, of: inFlight.subject.key)
    }
}
