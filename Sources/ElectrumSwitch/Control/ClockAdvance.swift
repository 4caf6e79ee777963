import HTTPMessages
import JSONTree

/// `POST …/clock`: moves a manual clock from one due thing to the next, and lets each happen
/// before it moves on.
struct ClockAdvance: Sendable {
    /// What came of a few steps.
    enum Turn: Sendable {
        case unfinished
        /// Messages have to go on first; see `isBlocked`.
        case blocked
        case finished(HTTPResponse)
    }

    let sandbox: Sandbox
    /// Where to go, in nanoseconds since the sandbox began; nil until nothing waits any more.
    private let end: Int64?
    private let stepsMax: Int
    private var stepsLeft: Int

    /// How many steps are taken before others have their turn.
    private static let stepsPerTurn = 32

    /// A provider that never answers keeps a sandbox busy for ever. Where no end is given, the
    /// journal shall still have what came before it.
    private static let stepsToIdleMax = 50_000
    private static let stepsToEndMax = 1_000_000

    init(in sandbox: Sandbox, to end: Int64?, stepsMax limit: Int? = nil) {
        self.sandbox = sandbox
        self.end = end
        let stepsMax = limit ?? (end == nil ? Self.stepsToIdleMax : Self.stepsToEndMax)
        self.stepsMax = stepsMax
        stepsLeft = stepsMax
    }

    /// Whether messages have to go on first; the exchange is woken when they have.
    func isBlocked(_ exchange: ExchangeID) -> Bool {
        sandbox.isBlocked(watcher: exchange)
    }

    /// Takes a few steps.
    mutating func turn(at now: Instant) -> Turn {
        for _ in 0..<Self.stepsPerTurn {
            guard !sandbox.isRetired else {
                return finish(stoppedBy: "the sandbox was reset meanwhile", at: now)
            }
            guard stepsLeft > 0 else {
                return finish(
                    stoppedBy: "\(stepsMax) things have happened, and more are due", at: now)
            }
            stepsLeft -= 1
            switch sandbox.step(to: end, at: now) {
            case .moved: continue
            case .blocked: return .blocked
            case .arrived: return finish(stoppedBy: nil, at: now)
            case .atLimit:
                return finish(
                    stoppedBy: "the clock of a sandbox runs for 100 years, and more is due later",
                    at: now)
            }
        }
        return .unfinished
    }

    /// The mock stops, and the clock where it is.
    func stop(at now: Instant) {
        _ = finish(stoppedBy: "the mock is stopping", at: now)
    }

    /// - Parameter reason: why the clock stopped before it was where it was told to go.
    private func finish(stoppedBy reason: String?, at now: Instant) -> Turn {
        let time = sandbox.withState(at: now) { [name = sandbox.name] state, elapsed in
            // What a till owes depends on the time, also for those who have only the journal.
            state.note("clock", of: name, at: elapsed)
            return state.clock.unix(elapsed: elapsed)
        }
        var body = JSONObject([("now", .string(Timestamp.text(unixNs: time)))])
        if end == nil { body.append("idle", .bool(reason == nil)) }
        if let reason { body.append("stopped", .string(reason)) }
        return .finished(HTTPResponse(status: 200, json: .object(body)))
    }
}
