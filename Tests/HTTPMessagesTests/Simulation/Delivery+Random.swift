import HTTPMessages

extension Delivery {
    /// Any delivery; `number` makes it unlike all others.
    static func random(number: Int, using generator: inout SeededGenerator) -> Delivery {
        let response = HTTPResponse(status: 200, body: Array("answer \(number)".utf8))
        switch generator.below(102) {
        case 0..<84: return .whole(response)
        case 84..<96:
            let pause = Int64(generator.below(1_000_000_000))
            return .trickled(response, bytes: 10 + generator.below(100), everyNs: pause)
        case 96:
            let framing = HTTPField("Content-Length", "999")
            return .broken(response, framing: framing, body: Array("broken \(number)".utf8))
        case 97: return .raw(Array("raw \(number)".utf8))
        case 98: return .close
        case 99: return .cut
        case 100: return .stale(response)
        default: return .reset
        }
    }

    /// Whether no further request can be answered behind it.
    var endsConnection: Bool {
        switch self {
        case .whole, .trickled, .begun, .part: false
        case .broken, .raw, .stale, .close, .cut, .reset: true
        }
    }
}
