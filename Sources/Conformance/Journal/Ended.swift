/// How an exchange ended on the wire.
enum Ended: String {
    case sent, held, closed, reset, truncated, pending
    case clientLeft = "client-left"
}
