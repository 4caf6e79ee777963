/// A request or a retry, with its outcome.
struct Attempt {
    let message: MessageRecord
    let outcome: KnownOutcome
}
