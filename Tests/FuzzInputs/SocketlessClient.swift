package import ElectrumSwitch
package import HTTPMessages

/// Asks a switch without a server between them, the control API included.
package struct SocketlessClient {
    /// The switch that it asks.
    package let handler: Switch
    /// The time of its requests.
    package var now = Instant(uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)
    /// How often an exchange that is not done is asked again: a clock takes 32 steps each time.
    private let turnsMax: Int

    /// A client of a switch.
    package init(handler: Switch, turnsMax: Int = 10_000) {
        self.handler = handler
        self.turnsMax = turnsMax
    }

    /// Asks until there is an answer, or nothing happens any more.
    ///
    /// - Returns: the answer; nil when it is none, or does not come while nothing else happens.
    @discardableResult
    package func ask(_ method: String, _ target: String, _ body: String = "") -> HTTPResponse? {
        let request = HTTPRequest(
            method: method, target: target,
            fields: [
                "Authorization": "Basic MjIyMjIyMjI6c2VjcmV0", "Content-Type": "application/json",
                "Host": "localhost",
            ], body: Array(body.utf8))
        let responder = handler.responder(
            for: request, from: RequestOrigin(listener: 0), as: ExchangeID(rawValue: 0), at: now)
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
}
