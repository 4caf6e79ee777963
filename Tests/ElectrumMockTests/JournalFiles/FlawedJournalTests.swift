import Conformance
import ElectrumSwitch
import FuzzInputs
import HTTPServing
import JSONTree
import Testing

@testable import ElectrumMock

/// Journal files that no mock has written.
@Suite struct FlawedJournalTests {
    private let directory = TemporaryDirectory()

    private static let header = JournalFile.header.description

    private static let record = """
        {"seq":2,"at":"2026-01-28T10:41:29.123Z","finishedAt":"2026-01-28T10:41:29.125Z",\
        "sandbox":"default","operation":"provision","transaction":null,"messageId":null,\
        "client":"22222222","terminal":null,"attempt":1,"provider":"default","rule":null,\
        "fault":null,"processed":false,"status":503,"ended":"sent","state":"none",\
        "request":null,"response":null}
        """

    private func open(_ lines: String...) throws -> JournalFile {
        let text = ([Self.header] + lines).map { $0 + "\n" }.joined()
        return try JournalFile(path: directory.write(text, to: "journal")) { _ in }
    }

    @Test(
        "A number or a time that no mock writes is refused with its line and its name",
        arguments: [
            ("\"seq\":2", "\"seq\":-9223372036854775808", "seq"),
            ("\"seq\":2", "\"seq\":9223372036854775807", "seq"),
            ("\"seq\":2", "\"seq\":0", "seq"), ("\"seq\":2", "\"seq\":1e9", "seq"),
            ("\"seq\":2,", "", "seq"),
            ("\"attempt\":1", "\"attempt\":9223372036854775807", "attempt"),
            ("\"attempt\":1", "\"attempt\":\"1\"", "attempt"),
            ("\"status\":503", "\"status\":99999999999", "status"),
            ("29.123Z", "29.123", "at"), ("\"at\":\"2026", "\"at\":\"2263", "at"),
            ("\"at\":\"2026", "\"at\":\"9999", "at"), ("\"at\":\"2026", "\"at\":\"1677", "at"),
            ("\"at\":\"2026", "\"at\":\"0000", "at"), ("\"at\":\"2026", "\"at\":\"1969", "at"),
            ("\"finishedAt\":\"2026", "\"finishedAt\":\"2300", "finishedAt"),
            ("\"finishedAt\":\"2026-01-28T10:41:29.125Z\"", "\"finishedAt\":7", "finishedAt"),
            ("\"sandbox\":\"default\",", "", "sandbox"),
        ])
    func refused(member: String, flaw: String, name: String) throws {
        #expect(throws: Never.self) { try open(Self.record) }
        #expect {
            try open(Self.record, Self.record.replacing(member, with: flaw))
        } throws: { error in
            let text = "\(error)"
            return text.contains("journal:3 is no journal record: \(name): ")
        }
    }

    @Test("No flip of a bit of a time stamp ends the process, here or in a report")
    func flips() throws {
        let beginning = """
            {"seq":1,"at":"2026-01-28T10:41:29.000Z","kind":"sandbox","sandbox":"default",\
            "scenario":"none","seed":7,"clock":"real","messaging":"dual","judge":{},"expect":{},\
            "profiles":{}}
            """
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
