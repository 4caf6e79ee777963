import ElectrumSwitch
import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Till
import Vocabulary

/// A switch without a server, and those who ask it.
struct FuzzedLife {
    private static let turnsMax = 6
    /// The same library for all: to read its profile takes longer than most inputs.
    private static let configuration = Switch.Configuration()

    private var client: SocketlessClient
    private var sales = 0

    /// A switch that plays a scenario.
    ///
    /// - Parameter isRecorded: whether its records are written out, which takes most of the time.
    init(playing scenario: Scenario?, hasManualClock: Bool = false, isRecorded: Bool = false) {
        var configuration = Self.configuration
        if isRecorded { configuration.journal = JournalOutput { _ in } }
        configuration.scenario = scenario
        configuration.hasManualClock = hasManualClock
        client = SocketlessClient(handler: Switch(configuration), turnsMax: Self.turnsMax)
    }

    /// A switch that has replayed the records of a journal.
    init(replaying records: [JournalRecord]) {
        self.init(playing: nil, isRecorded: true)
        client.handler.replay(records, at: client.now)
    }

    // MARK: Time

    /// The time of day jumps; the time since the start goes on by up to an hour.
    mutating func jump(to unix: Int64) {
        client.now = Instant(
            uptime: client.now.uptime + Int64(unix.magnitude % 3_600_000_000_000), unix: unix)
    }

    /// Lets happen what is due after some time.
    func tick(afterMs ms: Int64 = 0) {
        client.handler.tick(at: client.now.advanced(byMs: ms))
    }

    /// The run is over.
    func end() {
        client.handler.end(at: client.now)
    }

    // MARK: Messages

    /// A provision, a retry of it and its confirmation.
    mutating func sell() {
        let number = String(100 + sales % 10)
        sales += 1
        let id = "a1b2c3d4-0000-4000-8000-000000000\(number)"
        let request = TillSettings().request(
            id: id, identifier: "123456789012", code: nil,
            time: Timestamp(milliseconds: 1_769_596_889_123))
        let provision = JSON.object(request).description
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
        for name in client.handler.sandboxNames {
            _ = client.handler.records(of: name, at: client.now)
        }
    }

    /// See `SocketlessClient.ask`.
    @discardableResult
    func ask(_ method: String, _ target: String, _ body: String = "") -> HTTPResponse? {
        client.ask(method, target, body)
    }
}
