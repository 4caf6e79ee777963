import Glibc
import HTTPMessages
import TestSupport
import Testing

@testable import ElectrumSwitch

/// The memory that a switch keeps for messages without news.
@Suite struct MemoryTests {
    private static let now = Instant(uptime: 1_000_000_000, unix: 1_769_596_889_123_000_000)

    @Test("With a bounded journal memory stays where it is, however many messages come")
    func flat() throws {
        var configuration = Switch.Configuration()
        configuration.journalBytesMax = 500_000
        let handler = Switch(configuration)
        let till = Till(handler, at: Self.now)
        for number in 0..<600 { till.play(number % 20) }
        let before = try Self.residentBytes
        for number in 0..<3_000 { till.play(number % 20) }
        let journal = handler.sandboxes.existing("default")?
            .withState(at: Self.now) { state, _ in
                (state.core.journal.all, state.core.journal.dropped)
            }
        let (records, dropped) = try #require(journal)
        let byteCount = records.reduce(0) { $0 + $1.byteCount }
        #expect(byteCount <= configuration.journalBytesMax)
        #expect(byteCount > configuration.journalBytesMax * 9 / 10)
        #expect(dropped > 9_000)
        // The dropped records would take three times as much.
        #expect(try Self.residentBytes < before + 8_000_000)
    }

    private static var residentBytes: Int {
        get throws {
            let file = try #require(fopen("/proc/self/statm", "r"))
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 128)
            fgets(&line, Int32(line.count), file)
            let fields = String(decoding: line.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split(separator: " ")
            return try #require(Int(fields[1])) * Int(getpagesize())
        }
    }
}
