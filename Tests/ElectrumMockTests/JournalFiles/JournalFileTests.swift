import ElectrumSwitch
import Foundation
import Synchronization
import Testing
import WireTesting

@testable import ElectrumMock

/// The file of `--journal FILE`. What its records bring back is a matter of `ReplayTests`.
@Suite(.blocking) struct JournalFileTests {
    private let directory = TemporaryDirectory()

    /// The journal of a sale.
    private func journal() async throws -> String {
        let path = "\(directory.path)/journal"
        try await withMock {
            $0.journal = try JournalFile(path: path) { _ in }
        } _: { mock in
            let till = try Till(mock)
            #expect(try till.provision(uuid(1)).status == 201)
            #expect(try till.confirm(uuid(1), id: uuid(2)).status == 202)
        }
        return directory.read("journal")
    }

    @Test(
        "Cut at any byte, it is cut back to its last whole record, with a note, and goes on there")
    func everyByte() async throws {
        let whole = Array(try await journal().utf8)
        let lineFeed = UInt8(ascii: "\n")
        for length in 0...whole.count {
            let torn = "\(directory.path)/torn"
            try Data(whole[..<length]).write(to: URL(fileURLWithPath: torn))
            let lastEnd = whole[..<length].lastIndex(of: lineFeed).map { $0 + 1 } ?? 0
            let file = try JournalFile(path: torn) { Issue.record("\(length) bytes: \($0)") }
            #expect((file.note != nil) == (length > lastEnd), "\(length) bytes")
            let lineCount = whole[..<lastEnd].count { $0 == lineFeed }
            #expect(Array(file.records).count == max(0, lineCount - 1), "\(length) bytes")
            file.append(Array("{}".utf8))
            let found = try #require(FileManager.default.contents(atPath: torn))
            let header = lastEnd == 0 ? whole[...(whole.firstIndex(of: lineFeed) ?? 0)] : []
            let expected = header + whole[..<lastEnd] + Array("{}\n".utf8)
            #expect(Self.withoutSalt(found) == Self.withoutSalt(expected))
        }
    }

    /// Every file has one of its own.
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

    @Test(
        "A full disk or an unwritable file is warned of once, and the mock serves on",
        arguments: ["/dev/full", "/nowhere/journal", "/tmp"])
    func unwritable(path: String) async throws {
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
        }
        let all = warnings.withLock { $0 }
        #expect(all.count == 1, "\(all)")
        #expect(all.first?.contains(path) == true)
    }
}
