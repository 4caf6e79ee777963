import HTTPMessages
import TestSupport
import Vocabulary

extension Delivery {
    /// Any delivery; `number` makes it unlike all others.
    static func random(number: Int, using generator: inout SeededGenerator) -> Delivery {
        let response = HTTPResponse(status: 200, body: Array("answer \(number)".utf8))
        switch generator.below(108) {
        case 0..<84: return .whole(response)
        case 84..<94:
            let pause = Int64(generator.below(1_000_000_000))
            return .trickled(response, bytes: 10 + generator.below(100), everyNs: pause)
        case 94..<97:
            let framing = HTTPField("Content-Length", "999")
            return .broken(response, framing: framing, body: Array("broken \(number)".utf8))
        case 97: return .raw(Array("raw \(number)".utf8))
        case 98: return .close
        case 99: return .cut
        case 100: return .stale(response)
        case 101: return .reset
        default: return .composed(of: response, number: number, using: &generator)
        }
    }

    /// A response in steps, with pauses and pieces wherever they may stand.
    private static func composed(
        of response: HTTPResponse, number: Int, using generator: inout SeededGenerator
    ) -> Delivery {
        let promised = response.body.count + (generator.chance(30) ? 9 : 0)
        let isTrue = promised == response.body.count
        let cut = 1 + generator.below(response.body.count - 1)
        var steps: [Step] = [
            .head(
                status: response.status, fields: response.fields, .length(promised),
                isLast: !isTrue),
            .bytes(Array(response.body[..<cut])), .pause(ns: Int64(generator.below(1_000_000))),
            .bytes(Array(response.body[cut...])),
        ]
        let ends: [Step] = [.close, .cut, .reset]
        if !isTrue || generator.chance(30) { steps.append(ends[generator.below(3)]) }
        if generator.chance(50) {
            let place = generator.below(steps.count)
            steps.insert(.trickle(bytes: 1 + generator.below(30), everyNs: 1_000), at: place)
        }
        return .steps(steps)
    }

    /// True if no further request can be answered behind it.
    var endsConnection: Bool {
        guard case .steps(let steps) = self else { return false }
        return steps.contains { step in
            switch step {
            case .close, .cut, .reset: true
            case .head(_, _, _, let isLast): isLast
            default: false
            }
        }
    }
}
