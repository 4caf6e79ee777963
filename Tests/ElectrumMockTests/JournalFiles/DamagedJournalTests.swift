import Conformance
import Journal
import TestSupport
import Testing

@testable import ElectrumMock

/// Journals whose lines are records, but not those that a mock writes in their places: reports and
/// mocks refuse the same ones, in the same words.
@Suite struct DamagedJournalTests {
    private let directory = TemporaryDirectory()

    private static let lines = [
        #"{"kind":"header","product":"electrum-mock","version":"0.2.0","journal":1,"salt":"5a"}"#,
        #"{"seq":1,"at":"2026-01-28T10:41:29Z","kind":"sandbox","sandbox":"default"}"#,
        #"{"seq":2,"at":"2026-01-28T10:41:30Z","sandbox":"default","operation":"provision"}"#,
        #"{"seq":3,"at":"2026-01-28T10:41:31Z","kind":"clock","sandbox":"default"}"#,
        #"{"seq":4,"at":"2026-01-28T10:41:32Z","sandbox":"default","operation":"retry"}"#,
        #"{"seq":2,"at":"2026-01-28T10:41:30Z","sandbox":"default","operation":"provision"}"#,
        #"{"seq":5,"at":"2026-01-28T10:41:33Z","kind":"end","sandbox":"default","rules":[]}"#,
    ]

    struct Damage: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let lines: [String]
        /// The line that is refused; nil for none.
        let line: Int?
        let reason: String

        init(_ name: String, _ order: [Int], refused line: Int?, _ reason: String) {
            testDescription = name
            lines = order.map { DamagedJournalTests.lines[$0] }
            (self.line, self.reason) = (line, reason)
        }

        init(_ name: String, _ lines: [String], refused line: Int?, _ reason: String) {
            (testDescription, self.lines, self.line, self.reason) = (name, lines, line, reason)
        }
    }

    private static let noHeader = "does not begin like a journal of electrum-mock"

    private static let damages = [
        Damage("whole", [0, 1, 2, 3, 4, 5, 6], refused: nil, ""),
        Damage("two journals, one behind the other", [0, 1, 2, 0, 1, 2], refused: nil, ""),
        Damage("without its header", [1, 2, 3], refused: 1, noHeader),
        Damage("backwards", [6, 5, 4, 3, 2, 1, 0], refused: 1, noHeader),
        Damage("a blank first line", ["", lines[0], lines[1]], refused: 1, noHeader),
        Damage(
            "backwards behind the header", [0, 6, 5, 4, 3, 2, 1], refused: 2,
            "seq: 5 stands before the record of its sandbox's beginning"),
        Damage(
            "without the sandbox's beginning", [0, 2, 3], refused: 2,
            "seq: 2 stands before the record of its sandbox's beginning"),
        Damage(
            "a line left out", [0, 1, 2, 4], refused: 4,
            "seq: 4 stands after 2, and 3 is missing"),
        Damage(
            "two lines exchanged", [0, 1, 3, 2], refused: 3,
            "seq: 3 stands after 1, and 2 is missing"),
        Damage("an event twice", [0, 1, 2, 3, 3], refused: 5, "seq: 3 stands after 3"),
        Damage(
            "an old event at the end", [0, 1, 2, 3, 4, 6, 3], refused: 7, "seq: 3 stands after 5"),
        Damage(
            "a message in the place of an event",
            Array(lines[..<4]) + [lines[2].replacing("\"seq\":2", with: "\"seq\":3")],
            refused: 5, "seq: 3 stands after 3"),
        Damage("a list", [lines[0], "[]"], refused: 2, "the record is not an object"),
        Damage(
            "no operation", [lines[0], lines[1], lines[2].replacing("operation", with: "op")],
            refused: 3, "operation: missing"),
    ]

    /// Why a mock refuses to go on with a journal, and why nobody can judge it; nil for no reason.
    private func refusals(of text: String) throws -> (serve: String?, report: String?) {
        let path = try directory.write(text, to: "journal")
        var refusals: (serve: String?, report: String?)
        do { _ = try JournalFile(path: path) { _ in } } catch { refusals.serve = "\(error)" }
        do { _ = try Journal(ndjson: Array(text.utf8)) } catch { refusals.report = "\(error)" }
        return refusals
    }

    @Test("Reports and mocks refuse a damaged journal in the same words", arguments: damages)
    func damaged(damage: Damage) throws {
        let refusals = try refusals(of: damage.lines.map { $0 + "\n" }.joined())
        guard let line = damage.line else {
            #expect(refusals.serve == nil)
            #expect(refusals.report == nil)
            return
        }
        #expect(refusals.report == "line \(line): \(damage.reason)")
        let isHeader = damage.reason == Self.noHeader
        #expect(
            refusals.serve?.contains(
                isHeader
                    ? "journal \(damage.reason); "
                    : "journal:\(line) is not a journal record: "
                        + "\(damage.reason); ") == true, "\(refusals)")
    }

    @Test(
        "Either command ends with 2 and the same reason", arguments: ["serve --journal", "report"])
    func exits(command: String) async throws {
        let lines = [0, 1, 3].map { Self.lines[$0] + "\n" }.joined()
        let path = try directory.write(lines, to: "journal")
        let mock = try MockProcess(command.split(separator: " ").map(String.init) + [path])
        #expect(try await mock.exit.status == 2)
        #expect(mock.errors.contains("seq: 3 stands after 1, and 2 is missing"), "\(mock.errors)")
    }

    // MARK: Later versions

    /// A word that no mock of this version writes, in a line of a journal.
    private static let laterWords: [(line: Int, member: String)] = [
        (2, #""operation":"pay""#), (2, #""operation":"provision","state":"settled""#),
        (2, #""operation":"provision","ended":"evaporated""#),
        (2, #""operation":"provision","upstream":"sleeps""#),
        (2, #""operation":"provision","fault":"half","garbled":"half-json""#),
        (2, #""operation":"provision","fault":"gone","delivery":"evaporated""#),
        (1, #""kind":"sandbox","messaging":"triple""#), (1, #""kind":"sandbox","draw":"by-lot""#),
        (1, #""kind":"sandbox","clock":"lunar""#), (1, #""kind":"sandbox","madeBy":"itself""#),
        (1, #""kind":"sandbox","expect":{"finally":"paid"}"#),
        (1, #""kind":"sandbox","judge":{"D99":"off"}"#),
        (6, #""kind":"end","cause":"boredom","rules":[]"#),
    ]

    private static func journal(_ version: String, line: Int, member: String) -> String {
        var lines = Self.lines
        lines[0] = lines[0].replacing("0.2.0", with: version)
        lines[line] = lines[line].replacing(/"(operation|kind)":.*}/) { _ in member + "}" }
        if line == 2 { lines[5] = lines[2] }
        if line != 2 {
            lines[line] = lines[line].replacing(
                "{", with: "{\"sandbox\":\"default\",", maxReplacements: 1)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    @Test("Words of a later version are taken, and the report names them", arguments: laterWords)
    func later(line: Int, member: String) async throws {
        for version in ["0.2.1", "0.10.0", "99.0.0-rc.1"] {
            let text = Self.journal(version, line: line, member: member)
            let refusals = try refusals(of: text)
            #expect(refusals.serve == nil, "\(version)")
            #expect(refusals.report == nil, "\(version)")
            let reports = Report.all(of: try Journal(ndjson: Array(text.utf8)))
            let isNamed = reports.first?.note?.contains("unknown to this version") == true
            #expect(isNamed || member.contains("D99"), "\(reports.first?.note ?? "")")
            for format in ReportFormat.allCases { _ = format.render(reports) }
        }
        let path = try directory.write(
            Self.journal("99.0.0", line: line, member: member), to: "later")
        try await withMock {
            $0.journal = try JournalFile(path: path) { _ in }
        } _: { mock in
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
        }
    }

    @Test(
        "The same words are refused in a journal of this version or of an earlier one",
        arguments: laterWords.filter { !$0.member.contains("half-json") })
    func own(line: Int, member: String) throws {
        for version in ["0.2.0", "0.1.9", "0.2", "later"] {
            let refusals = try refusals(
                of: Self.journal(version, line: line, member: member))
            #expect(refusals.serve?.contains("journal:\(line + 1) is not") == true, "\(refusals)")
            #expect(refusals.report?.hasPrefix("line \(line + 1): ") == true, "\(refusals)")
        }
    }
}
