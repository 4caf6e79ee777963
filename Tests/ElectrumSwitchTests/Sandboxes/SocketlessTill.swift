import ElectrumSwitch
import HTTPMessages

/// A till that speaks to the switch without a server between them.
struct SocketlessTill {
    let handler: Switch
    let sandbox: String
    /// The time of all its messages.
    let now: Instant

    /// Provisions a voucher, retries as often as it takes, and confirms or reverses.
    func sell(_ number: Int) {
        let provision = Self.provision(Self.uuid(number))
        var status = send("/vouchers", provision)
        for _ in 1...3 where status != 201 && status != 404 {
            status = send("/vouchers/\(Self.uuid(number))/retry", provision)
        }
        guard status != 404 else { return }
        let advice = Self.advice(
            on: Self.uuid(number), more: status == 201 ? Self.kept : Self.undone)
        let path = status == 201 ? "/vouchers/confirmations" : "/vouchers/reversals"
        for _ in 1...2 where send(path, advice) != 202 {}
    }

    /// The status of the answer; nil when there is none.
    private func send(_ path: String, _ body: String) -> Int? {
        let request = HTTPRequest(
            method: "POST", target: "/sandboxes/\(sandbox)\(path)",
            fields: [
                "Authorization": "Basic MjIyMjIyMjI6c2VjcmV0", "Content-Type": "application/json",
            ], body: Array(body.utf8))
        let responder = handler.responder(
            for: request, from: RequestOrigin(listener: 0), as: ExchangeID(rawValue: 0), at: now)
        guard case .deliver(let delivery) = responder.respond(at: now) else { return nil }
        responder.ended(.delivered, at: now)
        guard case .whole(let response) = delivery else { return nil }
        return response.status
    }

    private static func uuid(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "a1b2c3d4-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count)
            + digits
    }

    private static func provision(_ id: String) -> String {
        """
        {"id":"\(id)","time":"2026-01-28T10:41:29.123Z","originator":{"institution":{"id":"22222222",\
        "name":"Till Co"},"terminalId":"term0001","merchant":{"merchantType":"5411",\
        "merchantId":"merchant0000001","merchantName":{"name":"Corner Shop","city":"Cape Town",\
        "region":"WC","country":"ZA"}}},"client":{"id":"22222222","name":"Till Co"},\
        "thirdPartyIdentifiers":[],"amounts":{"requestAmount":{"amount":10000,"currency":"710"}}}
        """
    }

    private static func advice(on id: String, more: String) -> String {
        """
        {"id":"c\(id.dropFirst())","requestId":"\(id)","time":"2026-01-28T10:41:30.000Z",\
        "thirdPartyIdentifiers":[],\(more)}
        """
    }

    private static let kept = #""tenders":[]"#
    private static let undone = #""reversalReason":"TIMEOUT""#
}
