import HTTPMessages
import JSONTree

@testable import ElectrumSwitch

/// Asks a switch without a server between them, the control API included.
struct SocketlessClient {
    let handler: Switch
    /// How often an exchange that is not done is asked again.
    var turnsMax = 10_000
    /// The time of all its requests.
    var now = Instant(uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)

    /// The answer; nil when it is none, or does not come while nothing else happens.
    func ask(_ method: String, _ target: String, _ body: String = "", fields: HTTPFields = [:])
        -> HTTPResponse?
    {
        var all = fields
        all.append("Authorization", "Basic MjIyMjIyMjI6c2VjcmV0")
        all.append("Content-Type", "application/json")
        let request = HTTPRequest(
            method: method, target: target, fields: all, body: Array(body.utf8))
        let responder = handler.responder(
            for: request, from: Origin(listener: 0), as: ExchangeID(rawValue: 0), at: now)
        var collected = CollectedResponse()
        for _ in 0..<turnsMax {
            switch responder.respond(at: now) {
            case .deliver(let delivery):
                if collected.append(delivery) { continue }
                responder.ended(.delivered, at: now)
                return collected.response
            case .wait(let instant):
                guard let instant, instant <= now else {
                    responder.ended(.clientLeft, at: now)
                    return nil
                }
            case .pause:
                continue
            }
        }
        responder.ended(.clientLeft, at: now)
        return nil
    }

    /// The same, for what is answered with JSON.
    func json(_ method: String, _ target: String, _ body: String = "") -> JSON? {
        ask(method, target, body).flatMap { try? JSON(parsing: $0.body) }
    }
}
