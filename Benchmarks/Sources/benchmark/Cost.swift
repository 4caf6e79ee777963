/// The processor time of each server for provisions.
struct Cost {
    let plan: Plan

    /// The loads, by the names of their rows.
    private var loads: [(name: String, load: Load)] {
        let kept = [1, 64, 512].map { tills in
            (
                "\(tills) connection\(tills > 1 ? "s" : "")",
                Load(extent: .seconds(plan.seconds), tills: tills)
            )
        }
        let load = Load(extent: .seconds(plan.seconds), isReconnecting: true)
        return kept + [("a new connection each", load)]
    }

    func run() throws {
        let servers = try plan.contenders.map { try Server($0) }
        defer { for server in servers { server.stop() } }
        let names = servers.map(\.name)
        var cpu = Figures("CPU seconds per 100,000 provisions", columns: names)
        var speed = Figures("Provisions per second, one processor", columns: names)
        for server in servers {
            Progress.print("\(server.name), warming up")
            _ = try Load(extent: .provisions(5_000)).run(on: server)
        }
        for round in 1...plan.rounds {
            Progress.print("round \(round) of \(plan.rounds)")
            for (name, load) in loads {
                for server in servers {
                    let sample = try load.run(on: server)
                    cpu.add(name, server.name, sample.serverSeconds)
                    speed.add(name, server.name, sample.perSecond)
                }
            }
        }
        cpu.print()
        speed.print()
    }
}
