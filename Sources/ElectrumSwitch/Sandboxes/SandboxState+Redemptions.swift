import HTTPMessages
import Scenarios
import Vocabulary
import VoucherLedger

/// What a lookup of a redemption must find.
extension SandboxState {
    /// A message has arrived that is carried out later.
    mutating func postpone(_ passage: Passage) {
        guard passage.operation == .redeem, passage.upstream != nil else { return }
        ledger.announceRedemption(passage.subject.key)
    }

    /// Keeps what the switch says of a redemption that did not succeed.
    mutating func keepError(
        of passage: Passage, _ outcome: LedgerOutcome
    ) {
        guard outcome.isRefusal || passage.verdict.outcome.errorAnswer != nil else { return }
        let answer = passage.answer(to: outcome, seed: seed, naming: providerErrorName)
        let recorded = RecordedAnswer(status: answer.status, body: answer.body)
        ledger.recordRedemptionError(recorded, of: passage.subject.key)
    }
}
