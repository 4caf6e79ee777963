import Conformance
import ElectrumSwitch
import HTTPMessages
import JSONTree
import Scenarios

@testable import ElectrumMock

/// Both readers of a journal file: the one that judges, and the one that lives through it again.
enum JournalReaders {
    private static let now = Instant(uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)

    /// Lets both read the lines, and everything that they make of them; false when the mock would
    /// not start with them.
    static func read(_ lines: [String], in directory: TemporaryDirectory) throws -> Bool {
        let text = lines.map { $0 + "\n" }.joined()
        judge(Array(text.utf8))
        return try live(directory.write(text, to: "read"))
    }

    /// Makes every report in every form.
    static func judge(_ bytes: [UInt8]) {
        guard let journal = try? Journal(ndjson: bytes) else { return }
        let reports = Report.all(of: journal)
        for format in ReportFormat.allCases { _ = format.render(reports) }
    }

    /// Starts a switch with a journal file and goes on with it; false when the file is refused.
    static func live(_ path: String) -> Bool {
        guard let file = try? JournalFile(path: path, warn: { _ in }) else { return false }
        live(file.records)
        return true
    }

    /// Lives through records, and goes on with a sale and the clock.
    static func live(_ records: some Sequence<JSON>) {
        var configuration = Switch.Configuration()
        configuration.recorder = { _ in }
        let handler = Switch(configuration)
        handler.replay(records, at: now)
        handler.tick(at: now.advanced(byMs: 10_000))
        for name in handler.sandboxNames { _ = handler.records(of: name, at: now) }
        let request = HTTPRequest(
            method: "POST", target: "/vouchers",
            fields: [
                "Authorization": "Basic MjIyMjIyMjI6c2VjcmV0", "Content-Type": "application/json",
            ], body: Array(SocketlessSamples.provision.utf8))
        let responder = handler.responder(
            for: request, from: Origin(listener: 0), as: ExchangeID(rawValue: 0), at: now)
        if case .deliver = responder.respond(at: now) { responder.ended(.delivered, at: now) }
        handler.end(at: now)
    }
}
