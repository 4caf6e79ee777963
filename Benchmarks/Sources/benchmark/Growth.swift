/// Speed, pauses and memory as the store grows.
struct Growth {
    let plan: Plan

    func run() throws {
        var figures = Figures("Growth", columns: plan.mocks.map(\.name))
        for mock in plan.mocks { try grow(mock, &figures) }
        for mock in plan.mocks { try weigh(mock, &figures) }
        figures.print()
    }

    /// Provisions without end: a window is measured, the space to the next is filled.
    private func grow(_ mock: Plan.Mock, _ figures: inout Figures) throws {
        let server = try Server(mock.contender())
        defer { server.stop() }
        var count = 0
        for stored in [0, 100_000, 1_000_000] where stored <= plan.storedMax {
            Progress.print("\(mock.name), \(stored) stored")
            if count < stored {
                let filling = try Load(extent: .provisions(stored - count), tills: 8)
                    .run(on: server)
                figures.add(
                    "longest pause on the way to \(stored), ms", mock.name, filling.latencyMs(1))
                figures.add(
                    "resident with \(stored) stored, MB", mock.name,
                    Double(server.residentBytes) / 1e6)
            }
            let window = try Load(extent: .provisions(20_000), tills: 8).run(on: server)
            figures.add("provisions per second with \(stored) stored", mock.name, window.perSecond)
            figures.add(
                "CPU seconds per 100,000 with \(stored) stored", mock.name, window.serverSeconds)
            count = stored + window.count
        }
    }

    /// Transactions whose records are all in memory.
    private func weigh(_ mock: Plan.Mock, _ figures: inout Figures) throws {
        Progress.print("\(mock.name), every record kept")
        let server = try Server(mock.contender(["--journal-bytes-max", "4000000000"]))
        defer { server.stop() }
        _ = try Load(extent: .provisions(10_000), tills: 8).run(on: server)
        server.settle()
        let before = server.residentBytes
        let growth = try Load(extent: .provisions(100_000), tills: 8).run(on: server)
        server.settle()
        figures.add(
            "bytes of a transaction with its record", mock.name,
            Double(server.residentBytes - before) / Double(growth.count))
    }
}
