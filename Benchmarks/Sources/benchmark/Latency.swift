/// How long answers take at a constant rate that every server keeps up with.
struct Latency {
    let plan: Plan
    private static let perSecond = 2_000.0

    func run() throws {
        let servers = try plan.contenders.map { try Server($0) }
        defer { for server in servers { server.stop() } }
        var figures = Figures(
            "Latency at 2,000 provisions per second, ms", columns: servers.map(\.name))
        let load = Load(extent: .seconds(plan.seconds * 2), perSecond: Self.perSecond)
        for server in servers {
            Progress.print("\(server.name), warming up")
            _ = try Load(extent: .provisions(5_000)).run(on: server)
        }
        for round in 1...plan.rounds {
            Progress.print("round \(round) of \(plan.rounds)")
            for server in servers {
                let sample = try load.run(on: server)
                figures.add("median", server.name, sample.latencyMs(0.5))
                figures.add("p99", server.name, sample.latencyMs(0.99))
            }
        }
        figures.print()
    }
}
