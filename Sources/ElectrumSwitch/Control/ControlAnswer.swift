import HTTPMessages

/// What a control request leads to. It is found out off the lanes.
enum ControlAnswer: Sendable {
    case response(HTTPResponse)
    /// Work that may take seconds comes first.
    case report(@Sendable () -> HTTPResponse)
    case parts(any AnswerParts)
    /// Waits for the journal.
    case awaiting(Awaited, in: Sandbox, until: Instant)
    /// Moves the clock.
    case advancing(ClockAdvance)
}
