import HTTPMessages
import JSONTree

/// `POST …/clock`: moves a manual clock from one due thing to the next, and lets each happen
/// before it moves on.
final class ClockExchange: Responder {
    private let sandbox: Sandbox
    private let id: ExchangeID
    /// Where to go, in nanoseconds since the sandbox began; nil until nothing waits any more.
    private let end: Int64?
    private var stepsLeft = ClockExchange.stepsMax

    /// A provider that never answers keeps a sandbox busy for ever.
    private static let stepsMax = 1_000_000
    /// How many steps are taken before other connections of the lane have their turn.
    private static let stepsPerTurn = 500

    init(in sandbox: Sandbox, as id: ExchangeID, advancingTo end: Int64?) {
        self.sandbox = sandbox
        self.id = id
        self.end = end
    }

    func respond(at now: Instant) -> Answer {
        sandbox.stopWaiting(id)
        for _ in 0..<Self.stepsPerTurn {
            stepsLeft -= 1
            guard stepsLeft > 0, !sandbox.isRetired else { return finish(isIdle: false, at: now) }
            switch sandbox.step(to: end, watcher: id, at: now) {
            case .moved: continue
            case .blocked: return .wait(until: nil)
            case .arrived: return finish(isIdle: end == nil, at: now)
            }
        }
        return .wait(until: now)
    }

    func ended(_ ending: Ending, at now: Instant) {
        sandbox.stopWaiting(id)
    }

    private func finish(isIdle: Bool, at now: Instant) -> Answer {
        let time = sandbox.withState(at: now) { [name = sandbox.name] state, elapsed in
            // What a till owes depends on the time, also for those who have only the journal.
            state.note("clock", of: name, at: elapsed)
            return state.clock.unix(elapsed: elapsed)
        }
        sandbox.notifyWatchers()
        var body = JSONObject([("now", .string(Timestamp.text(unixNs: time)))])
        if end == nil { body.append("idle", .bool(isIdle)) }
        return .deliver(.whole(HTTPResponse(status: 200, json: .object(body))))
    }
}
