/// A request or a retry, with what came of it.
struct Attempt {
    let message: MessageRecord
    let outcome: Outcome
}
