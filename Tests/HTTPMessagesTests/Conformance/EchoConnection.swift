import HTTPMessages

/// A connection whose handler answers every request at once, and whose network takes every byte
/// at once.
enum EchoConnection {
    private static let now = Instant(uptime: 0, unix: 784_111_777_000_000_000)

    /// The answers to bytes that arrive in these pieces, interim answers left out: whether they
    /// are sent depends on how the bytes arrive.
    static func answers(to pieces: [ArraySlice<UInt8>], limits: HTTPLimits) -> [[UInt8]] {
        var exchange = Exchange(in: ExchangeContext(limits), at: now)
        var answers: [[UInt8]] = []
        for piece in pieces where exchange.wantsInput {
            var actions = exchange.receive(piece, at: now)[...]
            while let action = actions.popFirst() {
                switch action {
                case .answer(let request):
                    let echo = HTTPResponse(
                        status: 200, text: "\(request.method) \(request.target)")
                    actions += exchange.deliver(.whole(echo), at: now)
                case .send(let bytes):
                    if !bytes.starts(with: "HTTP/1.1 100 ".utf8) { answers.append(bytes) }
                    actions += exchange.sent(at: now)
                default:
                    break
                }
            }
        }
        return answers
    }
}
