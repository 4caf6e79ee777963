import HTTPMessages
import JSONTree
import Scenarios

/// Clocks that jump, and advances of every size, under scenarios that have to do with time.
package enum FuzzedClock {
    /// One input is at most so much work.
    package static let stepsMax = 6

    /// The steps that a byte of an input stands for, by its remainder.
    package enum Step: UInt8, CaseIterable, Sendable {
        case sell
        /// The time of day becomes that of the eight bytes behind.
        case jump
        /// The manual clock moves on by a span; the byte behind chooses it.
        case advance
        /// The manual clock moves on by so many seconds as the four bytes behind say.
        case advanceSeconds
        case tick
        case look
    }

    private static let scenarios: [Scenario] = [
        "[]", "[{name: a, on: [deliver], replies: [lost: request, {lost: request, delay: 3650d}]}]",
        "[{name: a, on: [provision], replies: [{processing: 36500d, delay: 36500d}]}]",
        "[{name: a, on: [provision], replies: [{lost: reply, hold: 36500d, delay: 1h}]}]",
        "[{name: b, on: [retry], replies: [{processing: 36500d, delay: 36500d}]}]",
        """
        [{name: a, during: {from: 10s, for: 30s, every: 60s}, replies: [error: 500 GENERAL_ERROR]},
         {name: b, on: [deliver], replies: [{delay: {median: 1h, p99: 36500d}}]}]
        """,
    ].compactMap { try? Scenario(name: "clock", yaml: "rules: \($0)", file: "clock.yaml") }

    private static let spans = [
        "0s", "1ms", "5s", "30s", "6h", "1095d", "36500d", "idle", "-1s", "1e9d", "99999999d",
    ]

    /// Lives through steps: the first byte chooses clock and scenario, each other byte a step.
    ///
    /// - Throws: when what can be looked at is not answered with JSON.
    package static func check(_ bytes: ArraySlice<UInt8>) throws(FuzzFailure) {
        guard let first = bytes.first else { return }
        var life = FuzzedLife(
            playing: scenarios[Int(first >> 1) % scenarios.count], hasManualClock: first & 1 == 0)
        var rest = bytes.dropFirst()
        for _ in 0..<stepsMax {
            guard let byte = rest.popFirst() else { break }
            switch Step(rawValue: byte % UInt8(Step.allCases.count)) {
            case .sell: life.sell()
            case .jump: life.jump(to: Int64(bitPattern: number(&rest, bytes: 8)))
            case .advance: advance(life, by: spans[Int(number(&rest, bytes: 1)) % spans.count])
            case .advanceSeconds: advance(life, by: "\(number(&rest, bytes: 4))s")
            case .tick: life.tick()
            case .look, nil: try look(at: life)
            }
        }
    }

    private static func advance(_ life: FuzzedLife, by span: String) {
        life.ask("POST", "/_mock/sandboxes/default/clock", #"{"advance":"\#(span)"}"#)
    }

    private static func look(at life: FuzzedLife) throws(FuzzFailure) {
        for part in ["", "/queue", "/journal", "/transactions"] {
            let response = life.ask("GET", "/_mock/sandboxes/default\(part)")
            guard let response, response.status == 200, (try? JSON(parsing: response.body)) != nil
            else { throw FuzzFailure("default\(part) is answered with \(response as Any)") }
        }
    }

    /// The number that the next bytes are, the largest first; bytes that are missing are zero.
    private static func number(_ rest: inout ArraySlice<UInt8>, bytes count: Int) -> UInt64 {
        var number: UInt64 = 0
        for _ in 0..<count { number = number << 8 | UInt64(rest.popFirst() ?? 0) }
        return number
    }
}
