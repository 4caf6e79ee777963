import Scenarios
import Vocabulary
import VoucherLedger

/// An advice that the switch itself will send to a provider, for a till that uses single messaging
/// (contract.md section 5.1).
struct OwnAdvice {
    let key: TransactionKey
    let transaction: String
    let profile: ProviderProfile
    /// The advice to send once the till has its answer, and the one to send if the till did not
    /// wait for it.
    let whenAnswered: Operation
    let otherwise: Operation
}
