import Conformance
import ElectrumSwitch
import HTTPMessages
import JSONTree
import Scenarios
import Synchronization

@testable import ElectrumMock

/// Both readers of a journal file: the one that judges, and the one that lives through it again.
enum JournalReaders {
    private static let now = Instant(uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)

    /// Lets both read the lines, and everything that they make of them; false when the mock would
    /// not start with them.
    static func read(
        _ lines: [String], formats: [ReportFormat] = ReportFormat.allCases
    ) -> Bool {
        judge(Array(lines.map { $0 + "\n" }.joined().utf8), formats)
        let records = lines.dropFirst().map { line in
            try? JSON(parsing: Array(line.utf8), limits: JSONLimits(depthMax: 128))
        }
        guard records.allSatisfy({ $0.map(Switch.flaw) == .some(nil) }) else { return false }
        live(records.compactMap { $0 })
        return true
    }

    /// Makes every report in these forms.
    private static func judge(_ bytes: [UInt8], _ formats: [ReportFormat]) {
        guard let journal = try? Journal(ndjson: bytes) else { return }
        let reports = Report.all(of: journal)
        for format in formats { _ = format.render(reports) }
    }

    /// Lives through records, and goes on with a sale and the clock.
    private static func live(_ records: [JSON]) {
        var configuration = Switch.Configuration()
        configuration.recorder = { _ in }
        let handler = Switch(configuration)
        handler.replay(records, at: now)
        handler.tick(at: now.advanced(byMs: 10_000))
        for name in handler.sandboxNames { _ = handler.records(of: name, at: now) }
        _ = ask(handler, "POST", "/vouchers", SocketlessSamples.provision)
        handler.end(at: now)
    }

    /// Asks a switch without a server; the answer is not waited for.
    @discardableResult
    static func ask(_ handler: Switch, _ method: String, _ target: String, _ body: String = "")
        -> Bool
    {
        let request = HTTPRequest(
            method: method, target: target,
            fields: [
                "Authorization": "Basic MjIyMjIyMjI6c2VjcmV0", "Content-Type": "application/json",
            ], body: Array(body.utf8))
        let responder = handler.responder(
            for: request, from: Origin(listener: 0), as: ExchangeID(rawValue: 0), at: now)
        guard case .deliver = responder.respond(at: now) else {
            responder.ended(.clientLeft, at: now)
            return false
        }
        responder.ended(.delivered, at: now)
        return true
    }

    /// The lines of a journal that has some of everything, the header first.
    static func sample() throws -> [String] {
        let lines = Mutex<[String]>([])
        var configuration = Switch.Configuration()
        configuration.recorder = { line in
            lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
        }
        configuration.scenario = try Scenario(
            name: "sample",
            yaml: """
                rules:
                  - {name: a, on: [retry], replies: [error: 503 UPSTREAM_UNAVAILABLE, normal]}
                  - {name: b, on: [deliver], replies: [lost: request, normal]}
                  - {name: c, on: [redeem], replies: [{processing: 5s}]}
                  - {name: d, on: [reverse], replies: [garbled: truncated]}
                expect: {finally: confirmed, retries: {min: 1, max: 3}}
                judge: {D3: {retriesMax: 5}, owedWithin: 10s}
                """, file: "sample.yaml")
        let handler = Switch(configuration)
        let id = "a1b2c3d4-0000-4000-8000-000000000001"
        let wish = SocketlessSamples.provision.replacing(
            "{\"id\"", with: #"{"voucher":{"code":"W"},"id""#)
        let advice = #"{"id":"\#(uuid(2))","requestId":"\#(id)","time":"2026-01-28T10:41:30Z","#
        ask(handler, "POST", "/vouchers", wish)
        ask(handler, "POST", "/vouchers/\(id)/retry", wish)
        ask(
            handler, "POST", "/vouchers/confirmations",
            advice + #""thirdPartyIdentifiers":[],"tenders":[]}"#)
        ask(handler, "POST", "/redemptions", wish.replacing(id, with: uuid(3)))
        ask(handler, "GET", "/vouchers?voucherCode=W")
        ask(
            handler, "POST", "/vouchers/reversals",
            advice + #""thirdPartyIdentifiers":[],"reversalReason":"TIMEOUT"}"#)
        ask(handler, "POST", "/vouchers", "{}")
        ask(handler, "GET", "/suv/v1/nowhere")
        handler.tick(at: now.advanced(byMs: 20_000))
        handler.end(at: now)
        return [JournalFile.header.description] + lines.withLock { $0 }
    }
}
