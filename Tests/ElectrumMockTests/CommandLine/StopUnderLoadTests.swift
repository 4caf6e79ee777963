import Glibc
import JSONTree
import TestSupport
import Testing

/// The built `electrum-mock`, told to end while tills sell.
@Suite(.blocking) struct StopUnderLoadTests {
    private static let tills = 8

    @Test("SIGTERM loses no sale: what the mock has carried out, the tills have been told of")
    func noSaleLost() async throws {
        let mock = try await MockProcess.serving("-q", "--journal", "journal")
        let port = try await mock.port
        let answered = try await withThrowingTaskGroup(of: [String].self) { group in
            for till in 1...Self.tills {
                group.addTask { Self.sell(from: 1_000_000 * till, at: port) }
            }
            try await eventually("the tills sell") {
                mock.directory.read("journal").utf8.count > 1_000_000
            }
            mock.signal(SIGTERM)
            return try await group.reduce([], +)
        }
        #expect(try await mock.exit.status == 0)
        let records = mock.directory.read("journal").split(separator: "\n").map { line in
            try? JSON(parsing: Array(line.utf8))
        }
        let carriedOut = Set(
            records.compactMap { record in
                record?["processed"] == .bool(true) ? record?["transaction"]?.text : nil
            })
        #expect(carriedOut.count > 200)
        #expect(Set(answered) == carriedOut)
    }

    /// Sells until the mock is gone, every tenth time over a new connection; returns what was
    /// answered.
    private static func sell(from first: Int, at port: UInt16) -> [String] {
        var answered: [String] = []
        while let till = try? Till(client: WireClient(port: port)) {
            for _ in 1...10 {
                let id = uuid(first + answered.count)
                guard (try? till.provision(id))?.status == 201 else { break }
                answered.append(id)
            }
        }
        return answered
    }
}
