import HTTPMessages
import JSONTree
import Journal
import Vocabulary

/// `POST …/clock`: advances a manual clock from one due event to the next, and lets each be
/// processed before it moves on.
struct ClockAdvance: Sendable {
    /// The result of a few steps.
    enum Turn: Sendable {
        case unfinished
        /// Messages have to be processed first; see `isBlocked`.
        case blocked
        case finished(HTTPResponse)
    }

    let sandbox: Sandbox
    /// The target; nil to advance until nothing is due any more.
    private let end: SandboxTime?
    private let stepsMax: Int
    private var stepsLeft: Int

    /// The number of steps per turn, after which other requests have theirs.
    private static let stepsPerTurn = 32

    /// The most steps without a given end: a provider that never answers keeps a sandbox busy
    /// forever, and the journal should still hold what came before.
    private static let stepsToIdleMax = 50_000
    private static let stepsToEndMax = 1_000_000

    init(in sandbox: Sandbox, to end: SandboxTime?, stepsMax limit: Int? = nil) {
        self.sandbox = sandbox
        self.end = end
        let stepsMax = limit ?? (end == nil ? Self.stepsToIdleMax : Self.stepsToEndMax)
        self.stepsMax = stepsMax
        stepsLeft = stepsMax
    }

    /// Returns true if messages have to be processed first; the exchange is woken when they have
    /// been.
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

    /// Stops the clock where it is, since the mock stops.
    func stop(at now: Instant) {
        _ = finish(stoppedBy: "the mock is stopping", at: now)
    }

    /// - Parameter reason: the reason why the clock stopped before its target.
    private func finish(stoppedBy reason: String?, at now: Instant) -> Turn {
        let time = sandbox.withState(at: now) { state, time in
            // The messages that a till owes depend on the time, also for readers of the journal.
            state.core.journal.append(.clock(state.core.nextPlace(at: time)))
            return state.core.clock.unix(at: time)
        }
        var body = JSONObject([("now", .string(time.text))])
        if end == nil { body.append("idle", .bool(reason == nil)) }
        if let reason { body.append("stopped", .string(reason)) }
        return .finished(HTTPResponse(status: 200, json: .object(body)))
    }
}
