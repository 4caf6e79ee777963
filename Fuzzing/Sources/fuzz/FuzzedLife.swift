import ElectrumSwitch
import HTTPMessages
import Scenarios

/// A switch without a server, and those who ask it.
struct FuzzedLife {
    static let begin = Instant(uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)

    private let handler: Switch
    private var now = begin
    private var sales = 0

    init(playing scenario: Scenario, hasManualClock: Bool = true) {
        var configuration = Switch.Configuration()
        configuration.scenario = scenario
        configuration.hasManualClock = hasManualClock
        configuration.recorder = { _ in }
        handler = Switch(configuration)
    }

    private static let slow: Scenario? = try? Scenario(
        name: "slow",
        yaml: """
            rules:
              - {name: a, on: [deliver], replies: [lost: request, {lost: request, delay: 3650d}]}
              - {name: b, on: [retry], replies: [{processing: 36500d, delay: 36500d}]}
            """, file: "slow.yaml")

    /// Each byte is something that happens, the eight behind some of them a time.
    static func check(clock bytes: ArraySlice<UInt8>) {
        guard let slow, let first = bytes.first else { return }
        var life = FuzzedLife(playing: slow, hasManualClock: first & 1 == 0)
        var rest = bytes.dropFirst()
        while let step = rest.popFirst() {
            var time: UInt64 = 0
            if step & 4 != 0 {
                for byte in rest.prefix(8) { time = time << 8 | UInt64(byte) }
                rest = rest.dropFirst(8)
            }
            switch step & 3 {
            case 0: life.sell()
            case 1: life.ask("POST", "/_mock/sandboxes/default/clock", advance(by: time))
            case 2: life.jump(to: Int64(bitPattern: time))
            default: life.handler.tick(at: life.now)
            }
        }
    }

    private static func advance(by time: UInt64) -> String {
        time == 0 ? #"{"advance":"idle"}"# : #"{"advance":"\#(time >> 20)s"}"#
    }

    /// A line each for method, target and body.
    static func check(control bytes: ArraySlice<UInt8>) {
        guard let slow else { return }
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        guard lines.count == 3 else { return }
        var life = FuzzedLife(playing: slow)
        life.sell()
        life.ask(lines[0], "/_mock/" + lines[1], lines[2])
        life.ask("GET", "/_mock/sandboxes/default/journal", "")
    }

    /// The time of day jumps; the time since the start goes on by up to an hour.
    private mutating func jump(to unix: Int64) {
        now = Instant(
            uptime: now.uptime + Int64(unix.magnitude % 3_600_000_000_000), unix: unix)
    }

    /// A provision, a retry of it and its confirmation.
    mutating func sell() {
        sales += 1
        let number = String(100 + sales % 10)
        let id = "a1b2c3d4-0000-4000-8000-000000000\(number)"
        let provision = """
            {"id":"\(id)","time":"2026-01-28T10:41:29.123Z","originator":{"institution":\
            {"id":"22222222","name":"Till Co"},"terminalId":"term0001","merchant":{"merchantType":\
            "5411","merchantId":"merchant0000001","merchantName":{"name":"Corner Shop","city":\
            "Cape Town","region":"WC","country":"ZA"}}},"client":{"id":"22222222","name":\
            "Till Co"},"thirdPartyIdentifiers":[],"amounts":{"requestAmount":{"amount":10000,\
            "currency":"710"}}}
            """
        let advice = """
            {"id":"c1b2c3d4-0000-4000-8000-000000000\(number)","requestId":"\(id)",\
            "time":"2026-01-28T10:41:30.000Z","thirdPartyIdentifiers":[],"tenders":[]}
            """
        ask("POST", "/vouchers", provision)
        ask("POST", "/vouchers/\(id)/retry", provision)
        ask("POST", "/vouchers/confirmations", advice)
    }

    /// Asks until there is an answer, or nothing happens any more.
    private func ask(_ method: String, _ target: String, _ body: String) {
        let request = HTTPRequest(
            method: method, target: target,
            fields: [
                "Authorization": "Basic MjIyMjIyMjI6c2VjcmV0", "Content-Type": "application/json",
            ], body: Array(body.utf8))
        let responder = handler.responder(
            for: request, from: Origin(listener: 0), as: ExchangeID(rawValue: 0), at: now)
        for _ in 0..<16 {
            switch responder.respond(at: now) {
            case .deliver(.begun), .deliver(.part(_, isLast: false)), .pause: continue
            case .deliver: return responder.ended(.delivered, at: now)
            case .wait(let instant):
                guard let instant, instant <= now else {
                    return responder.ended(.clientLeft, at: now)
                }
            }
        }
        responder.ended(.clientLeft, at: now)
    }
}
