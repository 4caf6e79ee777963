import Conformance
import ElectrumSwitch
import FuzzInputs
import HTTPServing
import Journal
import TestSupport
import Testing

@testable import ElectrumMock

/// Journal files that no mock has written.
@Suite struct FlawedJournalTests {
    private let directory = TemporaryDirectory()

    private static let header = String(
        decoding: JournalRecord.header(JournalHeader()).encoded, as: UTF8.self)

    private static var record: String { lines[2] }

    /// A member of a line, counted from 1, and values that no mock writes.
    struct Flaw: CustomTestStringConvertible, Sendable {
        let line: Int
        let name: String
        let values: [String]

        var testDescription: String { "\(name) in line \(line)" }

        init(_ number: JournalNumber, in line: Int) {
            self.line = line
            name = number.rawValue
            let (least, most) = (number.bounds.lowerBound, number.bounds.upperBound)
            values = [
                "\(least - 1)", "\(most + 1)", "-9223372036854775808", "9223372036854775807",
                "9223372036854775808", "1.5", "1e99", "\"1\"", "[]", "{}", "true",
            ]
        }

        init(word name: String, in line: Int) {
            (self.line, self.name) = (line, name)
            values = ["\"pay\"", "\"\"", "\"Sent\"", "7", "[]", "false"]
        }

        init(time name: String, in line: Int) {
            (self.line, self.name) = (line, name)
            values =
                ["0000", "1677", "1969", "2263", "2300", "9999"].map {
                    "\"\($0)-05-28T10:41:29.123Z\""
                } + [
                    "\"now\"", "\"\"", "7", "[]", "\"2026-13-28T10:41:29.123Z\"",
                    "\"2026-02-30T10:41:29.123Z\"", "\"2026-01-28T24:41:29.123Z\"",
                    "\"2026-01-28T10:41:29.123\"", "\"2026-01-28T10:41:29.123+99:00\"",
                    "\"2262-04-11T23:47:17.000Z\"",
                ]
        }

        init(_ name: String, in line: Int, _ values: String...) {
            (self.line, self.name, self.values) = (line, name, values)
        }
    }

    /// One of each kind, with every member that is a number, a time or a word.
    private static let lines = [
        #"{"kind":"header","product":"electrum-mock","version":"0.1.0","journal":1,"salt":"5a"}"#,
        #"""
        {"seq":1,"at":"2026-01-28T10:41:29.000Z","kind":"sandbox","sandbox":"default",\#
        "scenario":"none","seed":7,"draw":"by-id","clock":"real","messaging":"dual",\#
        "madeBy":"address","dropped":0,"rules":[{"name":"a","required":true,"replies":2,"given":1,\#
        "decided":1}],"judge":{},"expect":{"finally":"confirmed","retries":{"min":1,"max":3}},\#
        "profiles":{}}
        """#,
        #"""
        {"seq":2,"at":"2026-01-28T10:41:29.123Z","processedAt":"2026-01-28T10:41:29.124Z",\#
        "finishedAt":"2026-01-28T10:41:29.125Z","sandbox":"default","operation":"provision",\#
        "transaction":null,"messageId":null,"client":"22222222","connection":1,\#
        "requestOnConnection":1,"terminal":null,"attempt":1,"provider":"default","rule":null,\#
        "fault":null,"upstream":"issues","processed":false,"status":503,"ended":"sent",\#
        "cutAfter":7,"state":"none","request":null,"response":null}
        """#,
        #"{"seq":3,"at":"2026-01-28T10:41:30.000Z","kind":"reset","sandbox":"default"}"#,
        #"{"seq":4,"at":"2026-01-28T10:41:30.000Z","kind":"clock","sandbox":"default"}"#,
        #"""
        {"seq":5,"at":"2026-01-28T10:41:31.000Z","kind":"end","sandbox":"default","cause":"reset","rules":[\#
        {"name":"a","decided":1}]}
        """#,
        #"{"kind":"lost","records":7}"#,
    ]

    private static let flaws =
        [Flaw(.journal, in: 1), Flaw("product", in: 1, "\"other\"", "7")]
        + [.seq, .dropped, .replies, .given, .decided, .min, .max].map { Flaw($0, in: 2) }
        + ["draw", "clock", "messaging", "finally", "madeBy"].map { Flaw(word: $0, in: 2) }
        + [
            Flaw("seed", in: 2, "-1", "1e99", "1.5", "18446744073709551616", "\"7\"", "[]"),
            Flaw(time: "at", in: 2), Flaw("sandbox", in: 2, "7", "null"),
        ]
        + [.seq, .attempt, .status, .connection, .requestOnConnection, .cutAfter].map {
            Flaw($0, in: 3)
        } + ["upstream", "state", "operation", "ended"].map { Flaw(word: $0, in: 3) }
        + ["at", "processedAt", "finishedAt"].map { Flaw(time: $0, in: 3) }
        + [Flaw("processed", in: 3, "1", "\"yes\""), Flaw("sandbox", in: 3, "7", "null")]
        + [4, 5, 6].flatMap {
            [
                Flaw(.seq, in: $0), Flaw(time: "at", in: $0), Flaw("sandbox", in: $0, "7", "null"),
            ]
        } + [Flaw(.decided, in: 6), Flaw(word: "cause", in: 6), Flaw(.records, in: 7)]

    /// Why a mock refuses to go on with a journal, and why nobody can judge it; nil for no reason.
    private func refusals(of lines: [String]) throws -> (serve: String?, report: String?) {
        let text = lines.map { $0 + "\n" }.joined()
        let path = try directory.write(text, to: "journal")
        var refusals: (serve: String?, report: String?)
        do { _ = try JournalFile(path: path) { _ in } } catch { refusals.serve = "\(error)" }
        do { _ = try Journal(ndjson: Array(text.utf8)) } catch { refusals.report = "\(error)" }
        return refusals
    }

    @Test("A journal of every kind of record is believed by both readers")
    func believed() throws {
        let refusals = try refusals(of: Self.lines)
        #expect(refusals.serve == nil)
        #expect(refusals.report == nil)
    }

    @Test(
        "A number, time or word that no mock writes is refused by both readers with line and name",
        arguments: flaws)
    func refused(flaw: Flaw) throws {
        let member = try Regex(#""\#(flaw.name)":("[^"]*"|-?\d+|true|false)"#)
        for value in flaw.values {
            var lines = Self.lines
            let good = lines[flaw.line - 1]
            lines[flaw.line - 1] = good.replacing(
                member, with: "\"\(flaw.name)\":\(value)", maxReplacements: 1)
            try #require(lines[flaw.line - 1] != good)
            let refusals = try refusals(of: lines)
            #expect(
                refusals.serve?.contains(
                    "journal:\(flaw.line) is not a journal record: \(flaw.name): ") == true,
                "\(value): \(refusals)")
            #expect(
                refusals.report?.hasPrefix("line \(flaw.line): \(flaw.name): ") == true,
                "\(value): \(refusals)")
        }
    }

    @Test("Either command ends with 2 and words", arguments: ["serve --journal", "report"])
    func exits(command: String) async throws {
        let lines = Self.lines.map { $0.replacing("\"attempt\":1", with: "\"attempt\":0") }
        let path = try directory.write(lines.map { $0 + "\n" }.joined(), to: "journal")
        let mock = try MockProcess(command.split(separator: " ").map(String.init) + [path])
        #expect(try await mock.exit.status == 2)
        #expect(mock.output == "")
        #expect(mock.errors.contains("attempt: not a number from 1 to "), "\(mock.errors)")
        #expect(mock.errors.contains("3"), "\(mock.errors)")
    }

    @Test("No flip of a bit of a time stamp ends the process, here or in a report")
    func flips() throws {
        let beginning = Self.lines[1]
        var readable = 0
        for line in [beginning, Self.record] {
            for stamp in line.ranges(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) {
                let start = line.utf8.distance(from: line.startIndex, to: stamp.lowerBound)
                for index in start..<start + 24 {
                    for bit in 0..<8 {
                        var bytes = Array(line.utf8)
                        bytes[index] ^= 1 << UInt8(bit)
                        let flipped = String(decoding: bytes, as: UTF8.self)
                        let lines =
                            line == beginning ? [flipped, Self.record] : [beginning, flipped]
                        let file = SampleJournal.file([Self.header] + lines)
                        if FuzzedJournal.check(file, as: [.text]) { readable += 1 }
                    }
                }
            }
        }
        #expect(readable > 100)
    }
}
