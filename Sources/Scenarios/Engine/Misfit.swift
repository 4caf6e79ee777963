/// Why a rule did not fit a message: the first thing that kept it away.
enum Misfit {
    case operation
    /// The condition at that index.
    case condition(Int)
    case window
    case occasion(Int)
    case chance
    /// To find out took more than a message may.
    case steps
}
