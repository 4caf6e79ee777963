import HTTPMessages
import Testing

@testable import ElectrumSwitch

struct HealthTests {
    @Test("Health is answered at once, whatever else the control API has to do")
    func atOnce() throws {
        let handler = Switch(Switch.Configuration())
        // Nothing that was asked for is ever done.
        handler.connect(wake: { _ in }, catchUp: { _ in })
        let now = Instant(uptime: 0, unix: 0)
        let request = HTTPRequest(method: "GET", target: "/_mock/health")
        let responder = handler.responder(
            for: request, from: RequestOrigin(listener: 0), as: ExchangeID(rawValue: 0), at: now)
        guard case .deliver(.whole(let response)) = responder.respond(at: now) else {
            Issue.record("the answer waits")
            return
        }
        #expect(response.status == 200)
    }
}
