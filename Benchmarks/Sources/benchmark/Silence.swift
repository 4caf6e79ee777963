import Foundation

/// The cost of exchanges that are never answered, and their effect on others.
struct Silence {
    let electrumMock: String

    private static let count = 10_000
    private static let terminal = "silent01"

    /// The state of a server with very many unanswered exchanges.
    private struct Observation {
        let idleBytes: Int
        /// The memory that the exchanges added.
        let grownBytes: Int
        /// A healthy till, before and beside them.
        let alone: Sample
        let beside: Sample
    }

    /// Measures and prints line by line.
    func run() throws {
        // A connection that is closed leaves the same records and transactions behind.
        let closed = try observe("{lost: reply, by: close}")
        let silent = try observe("{lost: reply, hold: 10m}")
        print(
            String(
                format: "RSS idle %.1f MB; %d silent exchanges hold %.1f MB, and journal and "
                    + "ledger keep %.1f MB of them",
                megabytes(silent.idleBytes), Self.count,
                megabytes(silent.grownBytes - closed.grownBytes), megabytes(closed.grownBytes)))
        print(
            String(
                format: "A healthy till, p50 and p99: %.2f and %.2f ms alone, "
                    + "%.2f and %.2f ms beside them",
                silent.alone.latencyMs(0.5), silent.alone.latencyMs(0.99),
                silent.beside.latencyMs(0.5), silent.beside.latencyMs(0.99)))
    }

    /// Provisions of one terminal, each on a connection of its own, get this reply.
    private func observe(_ reply: String) throws -> Observation {
        Progress.print("\(Self.count) connections: \(reply)")
        let folder = try ScenarioFolder(
            rules: """
                - name: silence
                  on: [provision]
                  when: {terminal: \(Self.terminal)}
                  replies: [\(reply)]
                """)
        defer { folder.remove() }
        let server = try Server(.electrumMock(electrumMock, folder.options))
        defer { server.stop() }
        let idleBytes = server.residentBytes
        let load = Load(extent: .seconds(2), tills: 8, perSecond: 2_000)
        _ = try load.run(on: server.port)
        let alone = try load.run(on: server.port)
        let before = server.residentBytes
        var tills: [Till] = []
        defer { for till in tills { till.close() } }
        var message = ProvisionMessage(terminal: Self.terminal)
        for _ in 0..<Self.count {
            tills.append(try Till(port: server.port))
            message.renew()
            try tills.last?.send(message.bytes)
        }
        server.settle()
        return Observation(
            idleBytes: idleBytes, grownBytes: server.residentBytes - before, alone: alone,
            beside: try load.run(on: server.port))
    }

    private func megabytes(_ bytes: Int) -> Double {
        Double(bytes) / 1e6
    }
}
