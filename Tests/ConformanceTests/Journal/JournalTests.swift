import Conformance
import JSONTree
import Testing
import Vocabulary

struct JournalTests {
    private static func lines(_ records: [JSON]) -> [UInt8] {
        Array(records.map { $0.description + "\n" }.joined().utf8)
    }

    private static let records = Till().provision(.outage).retry(.voucher).confirm().records

    @Test("a file and the records themselves give the same report")
    func offlineEqualsOnline() throws {
        let offline = try Report(of: Journal(ndjson: Self.lines(Self.records)))
        let online = try Report(of: Journal(records: Self.records))
        #expect(offline == online)
    }

    @Test("a torn last line is left out, and the journal says so")
    func tornLine() throws {
        let bytes = Self.lines(Self.records)
        let journal = try Journal(ndjson: bytes.dropLast(40))
        #expect(journal.note == "line 5 was cut short and is left out")
        #expect(try Report(of: journal).messageCount == 2)
    }

    @Test("a whole last line without a line feed counts")
    func lastLineWithoutLineFeed() throws {
        let journal = try Journal(ndjson: Self.lines(Self.records).dropLast())
        #expect(journal.note == nil)
        #expect(try Report(of: journal).messageCount == 3)
    }

    @Test("a line that is not JSON is an error that names the line")
    func notJSON() {
        let bytes = Array("{\"kind\":\"header\"}\n{\"seq\":\n\n".utf8)
        #expect {
            try Journal(ndjson: bytes)
        } throws: { error in
            guard case .malformed(line: 2, reason: _)? = error as? JournalError else {
                return false
            }
            return true
        }
    }

    @Test(
        "a record that cannot be understood is an error that says why",
        arguments: [
            ("[]", "the record is not an object"),
            (#"{"kind":"header","journal":2}"#, "journal: format 2 is not known, only 1"),
            (#"{"kind":"end"}"#, "sandbox: missing"),
            (#"{"kind":"sandbox","sandbox":"a"}"#, "seq: missing"),
            (
                #"{"kind":"sandbox","seq":1,"sandbox":"a","messaging":"triple"}"#,
                #"messaging: the word "triple" is not known"#
            ),
            (
                #"{"kind":"sandbox","seq":1,"sandbox":"a","expect":{"finally":"paid"}}"#,
                #"finally: the word "paid" is not known"#
            ),
            (#"{"seq":1.5}"#, "seq: not an integer"),
            (#"{"seq":1}"#, "at: missing"),
            (#"{"seq":1,"at":"now"}"#, "at: not an RFC 3339 time"),
            (
                #"{"seq":1,"at":"2026-01-28T10:41:29Z","sandbox":"a","operation":"pay"}"#,
                #"operation: the word "pay" is not known"#
            ),
        ])
    func malformed(_ line: String, _ reason: String) {
        let header = line.contains("header") ? "" : "{\"kind\":\"header\"}\n"
        let number = header.isEmpty ? 1 : 2
        #expect(throws: JournalError.malformed(line: number, reason: reason)) {
            try Journal(ndjson: Array("\(header)\(line)\n".utf8))
        }
    }

    @Test("unknown members and kinds do not matter")
    func unknownMembers() throws {
        var record = try #require(Self.records.last?.members)
        record["novelty"] = ["a": 1]
        let records = Self.records.dropLast() + [.object(record), ["kind": "novelty"]]
        let report = try Report(of: Journal(records: Array(records)))
        #expect(report.messageCount == 3)
    }

    @Test("a body as deep as the switch accepts can be read back")
    func depth() throws {
        var till = Till()
        let deep = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        let body = try JSON(parsing: deep)
        till = till.provision(.decline) { $0["deep"] = body }
        #expect(throws: Never.self) { try Journal(ndjson: Self.lines(till.records)) }
    }

    @Test("a message found twice counts once, in its latest form")
    func latestForm() throws {
        let pending = Till().provision(.pending).records
        let finished = Till().provision(.voucher).records
        let report = try Report(of: Journal(records: pending + finished.suffix(1)))
        #expect(report.messageCount == 1)
        #expect(report.rules.first { $0.id == "D6" }?.verdict == .inconclusive)
    }

    @Test("only what came since the sandbox was made anew is judged")
    func incarnation() throws {
        let old = Till().provision(.outage).records
        let late = try #require(old.last)
        let records = old.dropLast() + [Records.sandbox(seq: 9), late]
        let report = try Report(of: Journal(records: Array(records)))
        #expect(report.messageCount == 0)
    }

    @Test("a sandbox that was made anew has not ended")
    func endedBefore() throws {
        let records =
            [Records.sandbox(), Records.end(seq: 2)]
            + Till().provision(.voucher).records.dropFirst()
        let report = try Report(of: Journal(records: records))
        #expect(report.isAnythingOwed)
    }

    @Test("the only sandbox with messages need not be named")
    func onlyUsedSandbox() throws {
        let records = [Records.sandbox("unused")] + Self.records
        #expect(try Report(of: Journal(records: records)).sandbox == "default")
    }

    @Test("one of several sandboxes must be named")
    func severalSandboxes() throws {
        var other = try #require(Self.records.last?.members)
        other["sandbox"] = "other"
        let journal = try Journal(records: Self.records + [.object(other)])
        #expect(throws: JournalError.severalSandboxes(["default", "other"])) {
            try Report(of: journal)
        }
        #expect(try Report(of: journal, sandbox: "other").messageCount == 1)
        #expect(Report.all(of: journal).map(\.sandbox) == ["default", "other"])
    }

    @Test("a name that is not in the journal is an error that lists the ones that are")
    func noSuchSandbox() throws {
        let journal = try Journal(records: Self.records)
        #expect(throws: JournalError.noSuchSandbox("mine", known: ["default"])) {
            try Report(of: journal, sandbox: "mine")
        }
    }

    @Test("a journal without a sandbox cannot be judged")
    func noRecords() throws {
        let journal = try Journal(ndjson: [])
        #expect(throws: JournalError.noRecords) { try Report(of: journal) }
    }
}
