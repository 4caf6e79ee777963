import FuzzInputs
import Glibc
import JSONTree
import TestSupport
import Testing

/// A mock that is killed in the middle of its work, and started again with its journal.
@Suite(.blocking) struct KillTests {
    private static let tills = 4
    private static let lives = TestInputs.count(3)

    @Test("After kill -9 every voucher that a till has got is known again, and so is every advice")
    func killed() async throws {
        let directory = TemporaryDirectory()
        let journal = "\(directory.path)/journal"
        var known: [String: String] = [:]
        for life in 1...Self.lives {
            let mock = try await MockProcess.serving("-q", "--seed", "7", "--journal", journal)
            let port = try await mock.port
            try expect(known, at: port)
            let size = directory.read("journal").utf8.count
            let sold = try await withThrowingTaskGroup { group in
                for till in 0..<Self.tills {
                    let first = 1_000_000 * life + 10_000 * till
                    group.addTask { try sell(from: first, at: port) }
                }
                try await eventually("the tills have sold") {
                    directory.read("journal").utf8.count > size + 200_000
                }
                mock.signal(SIGKILL)
                return try await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
            }
            #expect(try await mock.exit.wasSignalled)
            #expect(sold.count > Self.tills)
            known.merge(sold) { first, _ in first }
        }
        let mock = try await MockProcess.serving("-q", "--seed", "7", "--journal", journal)
        try expect(known, at: try await mock.port)
    }

    /// Provisions and confirms until the mock is gone; returns the codes by transaction.
    private func sell(from first: Int, at port: UInt16) throws -> [String: String] {
        let till = try Till(client: WireClient(port: port))
        var codes: [String: String] = [:]
        for number in sequence(first: first, next: { $0 + 2 }) {
            guard let reply = try? till.provision(uuid(number)) else { break }
            codes[uuid(number)] = reply.voucherCode
            guard (try? till.confirm(uuid(number), id: uuid(number + 1))) != nil else { break }
            codes[uuid(number)] = reply.voucherCode.map { $0 + " confirmed" }
        }
        return codes
    }

    private func expect(_ known: [String: String], at port: UInt16) throws {
        let control = try ControlClient(port: port)
        for (id, expected) in known {
            let found = try control.ask("GET", "/sandboxes/default/transactions/\(id)").json
            let code = found["voucher"]?["code"]?.text ?? ""
            let state = found["state"]?.text ?? ""
            let isConfirmed = expected.hasSuffix(" confirmed")
            // The answer to the last confirmation may have been lost with the mock.
            #expect(expected == (isConfirmed ? "\(code) \(state)" : code), "\(id) is \(state)")
        }
    }
}
