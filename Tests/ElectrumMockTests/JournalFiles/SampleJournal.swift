import ElectrumSwitch
import HTTPMessages
import JSONTree
import Journal
import Scenarios
import Synchronization
import TestSupport

@testable import ElectrumMock

/// A journal that has some of everything.
enum SampleJournal {
    private static let now = Instant(uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)

    /// The bytes of a journal file of these lines.
    static func file(_ lines: [String]) -> [UInt8] {
        Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// Asks a switch without a server; the answer is not waited for.
    private static func ask(
        _ handler: Switch, _ method: String, _ target: String, _ body: String = ""
    ) {
        let request = HTTPRequest(
            method: method, target: target,
            fields: [
                "Authorization": "Basic MjIyMjIyMjI6c2VjcmV0", "Content-Type": "application/json",
            ], body: Array(body.utf8))
        let responder = handler.responder(
            for: request, from: RequestOrigin(listener: 0), as: ExchangeID(rawValue: 0), at: now)
        let answer = responder.respond(at: now)
        var ending = ExchangeEnding.clientLeft
        if case .deliver = answer { ending = .delivered }
        responder.ended(ending, at: now)
    }

    /// Its lines, the header first.
    static func lines() throws -> [String] {
        let lines = Mutex<[String]>([])
        var configuration = Switch.Configuration()
        configuration.journal = JournalOutput { line in
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
        let till = TestSupport.Till(handler, at: now)
        let request = till.provisionRequest(id).description.replacing(
            "{\"id\"", with: #"{"voucher":{"code":"W"},"id""#)
        let advice = #"{"id":"\#(uuid(2))","requestId":"\#(id)","time":"2026-01-28T10:41:30Z","#
        ask(handler, "POST", "/vouchers", request)
        ask(handler, "POST", "/vouchers/\(id)/retry", request)
        ask(
            handler, "POST", "/vouchers/confirmations",
            advice + #""thirdPartyIdentifiers":[],"tenders":[]}"#)
        ask(handler, "POST", "/redemptions", request.replacing(id, with: uuid(3)))
        ask(handler, "GET", "/vouchers?voucherCode=W")
        ask(
            handler, "POST", "/vouchers/reversals",
            advice + #""thirdPartyIdentifiers":[],"reversalReason":"TIMEOUT"}"#)
        ask(handler, "POST", "/vouchers", "{}")
        ask(handler, "GET", "/suv/v1/nowhere")
        handler.tick(at: now.advanced(byMs: 20_000))
        handler.end(at: now)
        return [String(decoding: JournalRecord.header(JournalHeader()).encoded, as: UTF8.self)]
            + lines.withLock { $0 }
    }
}
