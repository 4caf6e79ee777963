/// The reason why a rule did not match a message: the first condition that failed.
enum RuleMismatch {
    case operation
    /// The condition at that index.
    case condition(Int)
    case window
    case occurrence(Int)
    case chance
    /// To find out took more than a message may.
    case steps
}
