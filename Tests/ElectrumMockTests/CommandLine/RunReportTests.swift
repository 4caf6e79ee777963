import Conformance
import Foundation
import JSONTree
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The reports that `electrum-mock run` writes.
@Suite(.blocking) struct RunReportTests {
    private static let files: [(name: String, format: ReportFormat)] = [
        ("report.json", .json), ("report.xml", .junit), ("report.md", .markdown),
        ("report.html", .html), ("report.txt", .text),
    ]

    @Test("The form of a report follows the file, and all of them tell the same")
    func formats() async throws {
        try await withReports { run in
            let journal = try Journal(ndjson: Array(run.read("journal").utf8))
            let report = try Report(of: journal)
            for (name, format) in Self.files {
                #expect(run.read(name) == format.render(report), "\(name)")
            }
        }
    }

    @Test("What `report` makes of the journal is what `run` wrote, to the byte")
    func offline() async throws {
        try await withReports { run in
            for (name, format) in Self.files {
                let report = try MockProcess(
                    ["report", "\(run.directory.path)/journal", "--format", format.rawValue])
                #expect(try await report.exit.status == 3)
                #expect(report.output == run.read(name), "\(name)")
            }
        }
    }

    @Test("A journal that cannot be read is exit 2", arguments: ["missing", "/dev/null"])
    func noJournal(path: String) async throws {
        let report = try MockProcess(["report", path])
        #expect(try await report.exit.status == 2)
        #expect(report.output == "")
        #expect(
            report.errors.hasPrefix("electrum-mock: cannot judge \(path): "), "\(report.errors)")
    }

    @Test("The last line on standard error is the verdict, with what stands in its way")
    func summary() async throws {
        try await withReports { run in
            let line = run.read("stderr").split(separator: "\n").last
            #expect(line == "electrum-mock: flows/f1-dual-success: fail: D9")
        }
    }

    @Test("JUnit XML and HTML are well formed for a strict parser", arguments: ["xml", "html"])
    func wellFormed(kind: String) async throws {
        try await withReports { run in
            let parser = XMLParser(data: Data(run.read("report.\(kind)").utf8))
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
        }
    }

    @Test(
        "No report, log or journal holds a voucher's code or PIN, a card number or a password"
    )
    func secrets() async throws {
        try await withReports { run in
            for name in Self.files.map(\.name) + ["journal", "stderr"] {
                let text = run.read(name)
                #expect(!text.isEmpty)
                for secret in Self.secrets + [run.code] {
                    #expect(!text.contains(secret), "\(secret) in \(name)")
                }
            }
        }
    }

    /// The password of the tests' tills, as it is and as it is sent, and what the message holds.
    private static let secrets = [
        "secret", "MjIyMjIyMjI6c2VjcmV0", "4929123412341234", "4929-pin-1234",
    ]

    private struct Written {
        let directory: TemporaryDirectory
        let code: String

        func read(_ name: String) -> String { directory.read(name) }
    }

    /// A run in which a till sells with card and PIN, redeems, and leaves both open.
    private func withReports(_ examine: (Written) async throws -> Void) async throws {
        let options = Self.files.flatMap { ["--report", $0.name] }
        let run = try HeldRun(
            "f1-dual-success", options: options + ["--journal", "journal", "--drain", "0s"])
        let till = try await run.till()
        var request = try #require(till.provisionRequest(uuid(1)).members)
        request["tenders"] = [
            [
                "tenderType": "CREDIT_CARD", "cardNumber": "4929123412341234",
                "amount": ["amount": 10000, "currency": "710"],
            ]
        ]
        request["voucher"] = ["pin": ["type": "CLEAR_PIN", "pin": "4929-pin-1234"]]
        let provision = try till.post("/vouchers", .object(request))
        let code = try #require(provision.voucherCode)
        _ = try till.confirm(uuid(1), id: uuid(2))
        _ = try till.redeem(code, id: uuid(3))
        _ = try till.get("/vouchers?voucherCode=\(code)")
        try await run.letGo()
        #expect(try await run.process.exit.status == 3, "\(run.process.errors)")
        try await examine(Written(directory: run.process.directory, code: code))
    }
}
