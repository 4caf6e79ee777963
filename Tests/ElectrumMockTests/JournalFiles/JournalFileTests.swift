import Conformance
import Foundation
import JSONTree
import Synchronization
import TestSupport
import Testing

@testable import ElectrumMock

/// The file of `--journal FILE`. What its records bring back is a matter of `ReplayTests`.
@Suite(.blocking) struct JournalFileTests {
    private let directory = TemporaryDirectory()

    /// A journal with a record that is begun and completed; it is short, so that it can be cut
    /// everywhere.
    private func journal() async throws -> String {
        let path = "\(directory.path)/journal"
        try await withMock {
            $0.journal = try JournalFile(path: path) { _ in }
        } _: { mock in
            let till = try Till(mock)
            #expect(try till.get("/vouchers?voucherCode=1").status == 404)
        }
        let text = directory.read("journal")
        #expect(text.split(separator: "\n").count >= 4)
        return text
    }

    @Test(
        "Cut at any byte, it is cut back to its last whole record, with a note, and goes on there")
    func everyByte() async throws {
        let whole = Array(try await journal().utf8)
        let lineFeed = UInt8(ascii: "\n")
        for length in 0...whole.count {
            let torn = "\(directory.path)/torn"
            try Data(whole[..<length]).write(to: URL(fileURLWithPath: torn))
            // A record that only lacks its line feed is whole.
            let isWhole = length < whole.count && whole[length] == lineFeed
            let lastEnd =
                isWhole ? length + 1 : whole[..<length].lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
            let file = try JournalFile(path: torn) { Issue.record("\(length) bytes: \($0)") }
            #expect((file.note != nil) == (length > lastEnd), "\(length) bytes")
            let lineCount = whole[..<lastEnd].count { $0 == lineFeed }
            #expect(Array(file.records).count == max(0, lineCount - 1), "\(length) bytes")
            file.append(Array("{}".utf8))
            file.close()
            let found = Array(try #require(FileManager.default.contents(atPath: torn)))
            if lastEnd > 0 {
                #expect(found == whole[..<lastEnd] + Array("{}\n".utf8), "\(length) bytes")
            } else {
                let header = whole[...(whole.firstIndex(of: lineFeed) ?? 0)]
                #expect(
                    Self.withoutSalt(found) == Self.withoutSalt(header) + "{}\n",
                    "\(length) bytes")
            }
        }
    }

    /// Every file that is begun has a salt of its own.
    private static func withoutSalt(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
            .replacing(/"salt":"[0-9a-f]{32}"/, with: "salt")
    }

    @Test(
        "A file that holds something else is refused, and left as it is",
        arguments: [
            "shopping list", "shopping list\nmilk\n",
            "{\"kind\":\"header\",\"product\":\"other\"}\n",
            "{\"kind\":\"header\",\"product\":\"electrum-mock\"}\nmilk\n", "\n",
        ])
    func foreign(text: String) throws {
        let path = try directory.write(text, to: "foreign")
        #expect(throws: JournalFile.Failure.self) { try JournalFile(path: path) { _ in } }
        #expect(directory.read("foreign") == text)
    }

    @Test("A file that cannot be opened is refused", arguments: ["/nowhere/journal", "/tmp"])
    func unopened(path: String) {
        #expect(throws: JournalFile.Failure.self) { try JournalFile(path: path) { _ in } }
    }

    @Test("A full disk is warned of once, and the mock serves on")
    func unwritable() async throws {
        let path = "/dev/full"
        let warnings = Mutex<[String]>([])
        try await withMock {
            $0.journal = try JournalFile(path: path) { line in
                warnings.withLock { $0.append(line) }
            }
        } _: { mock in
            let till = try Till(mock)
            for number in 1...3 { #expect(try till.provision(uuid(number)).status == 201) }
            let records = try ControlledSandbox(of: mock).records()
            #expect(records.count == 3)
            let health = try ControlClient(mock).ask("GET", "/health").json
            #expect(health["journal"]?.text == "failing")
            #expect(warnings.withLock { $0.count } == 1)
        }
        let all = warnings.withLock { $0 }
        #expect(all.first?.contains("/dev/full: No space left on device") == true, "\(all)")
        #expect(all.dropFirst().allSatisfy { $0.contains("lacks the last") }, "\(all)")
    }

    @Test("A byte order mark at its beginning and blank lines in it are skipped")
    func byteOrderMark() async throws {
        let text =
            "\u{FEFF}" + (try await journal()).replacing("\n", with: "\n\r\n", maxReplacements: 2)
        let path = try directory.write(text, to: "marked")
        let count = text.split(whereSeparator: \.isNewline).count
        let file = try JournalFile(path: path) { Issue.record("\($0)") }
        #expect(file.note == nil)
        #expect(Array(file.records).count == count - 1)
        file.close()
        #expect(directory.read("marked") == text)
        #expect(throws: Never.self) { try Journal(ndjson: Array(text.utf8)) }
    }

    @Test(
        "Reports and mocks read the same journals",
        arguments: [
            (#""product":"electrum-mock","version":"99.0.0","journal":1"#, true),
            (#""product":"electrum-mock","journal":1"#, true),
            (#""product":"electrum-mock","version":"0.1.0","journal":2"#, false),
            (#""product":"electrum-mock","version":"0.1.0","journal":"1""#, false),
            (#""journal":1,"version":"0.1.0","product":"electrum-mock""#, true),
            (#""product":"other","version":"0.1.0","journal":1"#, false),
        ])
    func versions(members: String, isRead: Bool) async throws {
        let rest = try await journal().split(separator: "\n").dropFirst()
        let text = "{\"kind\":\"header\",\(members)}\n" + rest.map { $0 + "\n" }.joined()
        let path = try directory.write(text, to: "version")
        let isServed = (try? JournalFile(path: path) { _ in }) != nil
        let isReported = (try? Journal(ndjson: Array(text.utf8))) != nil
        #expect(isServed == isRead)
        #expect(isReported == isRead)
        #expect(directory.read("version") == text)
    }

    @Test("A file has one mock at a time, and the next one once that has ended")
    func oneMock() throws {
        let path = "\(directory.path)/one"
        let first = try JournalFile(path: path) { _ in }
        #expect(throws: JournalFile.Failure.self) { try JournalFile(path: path) { _ in } }
        first.close()
        #expect(throws: Never.self) { try JournalFile(path: path) { _ in } }
    }

    @Test("What a file lacks is told when it is read again, by mocks and reports")
    func lost() async throws {
        let text = try await journal() + "{\"kind\":\"lost\",\"records\":7}\n"
        let path = try directory.write(text, to: "lost")
        #expect(try JournalFile(path: path) { _ in }.note?.contains("lacks 7 records") == true)
        #expect(try Journal(ndjson: Array(text.utf8)).note?.hasPrefix("7 records") == true)
    }
}
