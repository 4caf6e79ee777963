import Conformance
import ElectrumMock
import ElectrumSwitch
import Scenarios
import TestSupport

/// The run of a till under a scenario, on the manual clock and to its end.
struct PlayedRun {
    /// The reports of the running mock.
    let reports: [ReportFormat: String]
    /// The report that is made of the journal file.
    let offline: Report

    init(_ scenario: Scenario, play: (ReferenceTill) throws -> Void) async throws {
        let directory = TemporaryDirectory()
        let path = "\(directory.path)/journal"
        reports = try await withMock {
            try $0.play(scenario)
            $0.journal = try JournalFile(path: path) { _ in }
        } _: { mock in
            let sandbox = try ControlledSandbox(of: mock)
            let till = ReferenceTill(
                mock, in: sandbox, messaging: scenario.messaging)
            try play(till)
            try sandbox.advance("idle")
            mock.endRun()
            return try ReportFormat.allCases.reduce(into: [:]) { reports, format in
                let path = "/sandboxes/default/report?format=\(format.rawValue)"
                reports[format] = try sandbox.control.exchange("GET", path).text
            }
        }
        let journal = try Journal(ndjson: Array(directory.read("journal").utf8))
        offline = try Report(of: journal)
    }
}
