import HTTPMessages

/// The answer to a control request, computed off the lanes.
enum ControlAnswer: Sendable {
    case response(HTTPResponse)
    /// A report, which may take seconds to make.
    case report(@Sendable () -> HTTPResponse)
    case parts(any AnswerParts)
    /// A wait for the journal.
    case awaiting(Awaited, in: Sandbox, until: Instant)
    /// An advance of the clock.
    case advancing(ClockAdvance)
}
