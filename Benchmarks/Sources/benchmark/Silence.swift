/// The memory of exchanges that are never answered, and their effect on others.
struct Silence {
    let plan: Plan

    private static let count = 10_000
    private static let terminal = "silent01"

    func run() throws {
        var figures = Figures("10,000 exchanges in silence", columns: plan.mocks.map(\.name))
        for mock in plan.mocks {
            // A connection that is closed leaves the same records and transactions behind.
            let closed = try observe(mock, "{lost: reply, by: close}", nil)
            var alone = Series()
            var beside = Series()
            let silent = try observe(mock, "{lost: reply, hold: 10m}") { sample, isBeside in
                if isBeside { beside.append(sample) } else { alone.append(sample) }
            }
            figures.add("memory of the exchanges, MB", mock.name, Double(silent - closed) / 1e6)
            figures.add(
                "memory of their records and transactions, MB", mock.name, Double(closed) / 1e6)
            figures.add("p99 of another till before, ms", mock.name, alone.median)
            figures.add("p99 of another till beside them, ms", mock.name, beside.median)
        }
        figures.print()
    }

    /// Provisions of one terminal, each on a connection of its own, get this reply; returns the
    /// memory that they added.
    ///
    /// - Parameter p99: is told how another till fared before and beside them.
    private func observe(
        _ mock: Plan.Mock, _ reply: String, _ p99: ((Double, Bool) -> Void)?
    ) throws -> Int {
        Progress.print("\(mock.name): \(reply)")
        let folder = try TemporaryFolder(
            rules: """
                - name: silence
                  on: [provision]
                  when: {terminal: \(Self.terminal)}
                  replies: [\(reply)]
                """)
        defer { folder.remove() }
        let server = try Server(mock.contender(folder.options))
        defer { server.stop() }
        let load = Load(extent: .seconds(plan.seconds), tills: 8, perSecond: 2_000)
        for _ in 0..<3 { p99?(try load.run(on: server).latencyMs(0.99), false) }
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
        let grown = server.residentBytes - before
        for _ in 0..<3 { p99?(try load.run(on: server).latencyMs(0.99), true) }
        return grown
    }
}
