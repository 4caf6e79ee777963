import HTTPMessages

/// The answer to a control request, computed off the lanes.
enum ControlAnswer: Sendable {
    case response(HTTPResponse)
    /// A report or the like, which may take seconds to make.
    case long(@Sendable () -> HTTPResponse)
    case parts(any AnswerParts)
    /// A wait for the journal.
    case awaiting(Awaited, in: Sandbox, until: Instant)
    /// A stream of events, or a wait for them.
    case watching(EventStream)
    /// An advance of the clock.
    case advancing(ClockAdvance)
}

extension ControlAnswer {
    /// The same, a long body in parts: no lane compresses or copies it as a whole.
    var inParts: ControlAnswer {
        guard case .response(let response) = self, let parts = BodyParts(response) else {
            return self
        }
        return .parts(parts)
    }
}

/// A long answer that is produced in parts, as fast as its reader takes them. A copy continues
/// independently.
protocol AnswerParts: Sendable {
    var contentType: String { get }
    /// The header fields besides the content type.
    var fields: HTTPFields { get }

    /// Appends more of the answer; returns false if that was the last part.
    mutating func next(into bytes: inout [UInt8]) -> Bool
}

extension AnswerParts {
    var fields: HTTPFields { HTTPFields() }

    /// Returns a part of about `ListWriter.partBytes`, or the rest. What searches much for little
    /// returns less, perhaps nothing, so that others have their turn.
    mutating func part() -> (bytes: [UInt8], isLast: Bool) {
        var bytes: [UInt8] = []
        for _ in 1...ListWriter.turnsMax where bytes.count < ListWriter.partBytes {
            if !next(into: &bytes) { return (bytes, true) }
        }
        return (bytes, false)
    }
}
