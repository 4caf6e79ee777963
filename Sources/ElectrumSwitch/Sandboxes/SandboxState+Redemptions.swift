import HTTPMessages
import Scenarios
import Vocabulary
import VoucherLedger

/// What a lookup of a redemption must find.
extension SandboxState {
    /// A message has arrived that is carried out later.
    mutating func postpone(_ passage: Passage, for endpoint: any Endpoint, at elapsed: Int64) {
        guard endpoint.operation == .redeem, passage.upstream(for: .redeem) != nil else { return }
        _ = ledger.apply(
            .announceRedemption(passage.subject.key), at: clock.unix(elapsed: elapsed))
    }

    /// Keeps what the switch says of a redemption that did not succeed.
    mutating func keepError(
        of passage: Passage, _ outcome: VoucherLedger.Outcome, for endpoint: any Endpoint,
        at elapsed: Int64
    ) {
        guard outcome != .accepted || passage.verdict.outcome.errorAnswer != nil else { return }
        let answer = passage.answer(
            of: endpoint, to: outcome, seed: seed, naming: providerErrorName)
        let recorded = RecordedAnswer(status: answer.status, body: answer.body)
        _ = ledger.apply(
            .recordRedemptionError(passage.subject.key, recorded),
            at: clock.unix(elapsed: elapsed))
    }
}
