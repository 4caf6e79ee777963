import Glibc

/// How soon a server answers, and how much memory it has when nobody uses it.
struct Start {
    let plan: Plan

    func run() throws {
        let contenders = plan.contenders
        var figures = Figures("Start, one processor", columns: contenders.map(\.name))
        for _ in 0..<plan.rounds * 3 {
            for contender in contenders {
                let startNs = Uptime.ns
                let server = try Server(contender)
                defer { server.stop() }
                figures.add("ready, ms", contender.name, Double(Uptime.ns - startNs) / 1e6)
                var run = try LoadRun(Load(extent: .provisions(1), tills: 1), port: server.port)
                defer { run.close() }
                _ = try run.sample()
                figures.add(
                    "first provision, ms", contender.name, Double(Uptime.ns - startNs) / 1e6)
                figures.add("… CPU ms", contender.name, Double(server.cpuNs) / 1e6)
                usleep(20_000)
                figures.add("resident, MB", contender.name, Double(server.residentBytes) / 1e6)
            }
            for mock in plan.mocks {
                let (ms, _) = try Server.run([mock.executable, "--version"])
                figures.add("`--version`, ms", mock.name, ms)
            }
        }
        figures.print()
    }
}
