import Scenarios
import Vocabulary
import VoucherLedger

/// What the switch will advise a provider of by itself, in the place of a till that uses single
/// messaging (contract.md section 5.1).
struct OwnAdvice {
    let key: TransactionKey
    let transaction: String
    let profile: ProviderProfile
    /// What is advised once the till has its answer, and what if it did not wait for it.
    let whenAnswered: Operation
    let otherwise: Operation
}
