import HTTPMessages
import Scenarios

extension InFlightMessage {
    /// Returns the switch's answer, or the error that the scenario demands instead.
    func answer(
        to outcome: LedgerOutcome, seed: UInt64, naming errorName: ProviderErrorName
    ) -> HTTPResponse {
        do throws(ErrorDetail) {
            if let error = decision.outcome.errorAnswer {
                throw ErrorDetail(error, id: message.id, originalId: message.requestID)
            }
            return try endpoint.answer(to: self, outcome, seed: seed)
        } catch {
            return error.naming(message.ids).response(naming: errorName)
        }
    }
}
