import HTTPMessages
import Scenarios

extension Passage {
    /// The answer of the switch, or the error that the scenario asks for instead: what the till
    /// is told, however it gets there.
    func answer(
        to outcome: LedgerOutcome, seed: UInt64, naming errorName: ProviderErrorName
    ) -> HTTPResponse {
        do throws(ErrorDetail) {
            if let error = verdict.outcome.errorAnswer {
                throw ErrorDetail(error, id: message.id, originalId: message.requestID)
            }
            return try endpoint.answer(to: self, outcome, seed: seed)
        } catch {
            return error.naming(message.ids).response(naming: errorName)
        }
    }
}
