import ElectrumSwitch
import HTTPMessages
import JSONTree
import Scenarios

/// A switch without a server, and those who ask it.
struct FuzzedLife {
    private static let begin = Instant(
        uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)
    /// How often an exchange is asked to go on: a clock takes 32 steps each time.
    private static let turnsMax = 6
    /// The same library for all: to read its profile takes longer than most inputs.
    private static let configuration = Switch.Configuration()

    private let handler: Switch
    private var now = begin
    private var sales = 0

    /// A switch that plays a scenario.
    ///
    /// - Parameter isRecorded: whether its records are written out, which takes most of the time.
    init(playing scenario: Scenario?, hasManualClock: Bool = false, isRecorded: Bool = false) {
        var configuration = Self.configuration
        if isRecorded { configuration.recorder = { _ in } }
        configuration.scenario = scenario
        configuration.hasManualClock = hasManualClock
        handler = Switch(configuration)
    }

    /// A switch that has replayed the records of a journal.
    init(replaying records: [JSON]) {
        self.init(playing: nil, isRecorded: true)
        handler.replay(records, at: now)
    }

    // MARK: Time

    /// The time of day jumps; the time since the start goes on by up to an hour.
    mutating func jump(to unix: Int64) {
        now = Instant(
            uptime: now.uptime + Int64(unix.magnitude % 3_600_000_000_000), unix: unix)
    }

    /// Lets happen what is due after some time.
    func tick(afterMs ms: Int64 = 0) {
        handler.tick(at: now.advanced(byMs: ms))
    }

    /// The run is over.
    func end() {
        handler.end(at: now)
    }

    // MARK: Messages

    /// A provision, a retry of it and its confirmation.
    mutating func sell() {
        let number = String(100 + sales % 10)
        sales += 1
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

    /// Makes the journal of every sandbox.
    func readRecords() {
        for name in handler.sandboxNames { _ = handler.records(of: name, at: now) }
    }

    /// Asks until there is an answer, or nothing happens any more.
    ///
    /// - Returns: the answer; nil when it is none, or does not come while nothing else happens.
    @discardableResult
    func ask(_ method: String, _ target: String, _ body: String = "") -> HTTPResponse? {
        let request = HTTPRequest(
            method: method, target: target,
            fields: [
                "Authorization": "Basic MjIyMjIyMjI6c2VjcmV0", "Content-Type": "application/json",
                "Host": "localhost",
            ], body: Array(body.utf8))
        let responder = handler.responder(
            for: request, from: Origin(listener: 0), as: ExchangeID(rawValue: 0), at: now)
        var collected = CollectedResponse()
        for _ in 0..<Self.turnsMax {
            switch responder.respond(at: now) {
            case .pause: continue
            case .deliver(let delivery):
                if collected.append(delivery) { continue }
                responder.ended(.delivered, at: now)
                return collected.response
            case .wait(let instant):
                guard let instant, instant <= now else {
                    responder.ended(.clientLeft, at: now)
                    return nil
                }
            }
        }
        responder.ended(.clientLeft, at: now)
        return nil
    }
}
