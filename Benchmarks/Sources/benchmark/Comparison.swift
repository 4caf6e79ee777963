/// Measures servers in turns, so that whatever else the machine does hits all alike.
struct Comparison {
    let contenders: [Contender]
    let seconds: Double

    static let roundCount = 5
    static let startCount = 20

    /// The figures of one server.
    struct Row {
        let name: String
        var cpu = Series()
        var perSecond = Series()
        var p50 = Series()
        var p99 = Series()
        var p99AtHalfLoad = Series()
        var connectionCPU = Series()
        var connectionsPerSecond = Series()
        var startMs = Series()
        var idleMB = Series()
    }

    /// Runs every round and prints the table.
    func run() throws {
        var rows = contenders.map { Row(name: $0.name) }
        for index in contenders.indices { try start(contenders[index], &rows[index]) }
        let servers = try contenders.map(Server.init)
        defer { for server in servers { server.stop() } }
        for server in servers { _ = try Load(extent: .seconds(seconds / 2)).run(on: server.port) }
        for round in 1...Self.roundCount {
            Progress.print("comparison, round \(round) of \(Self.roundCount)")
            for index in servers.indices {
                try keepAlive(servers[index], &rows[index])
                try reconnecting(servers[index], &rows[index])
                try halfLoad(servers[index], &rows[index])
            }
        }
        print(rows)
    }

    private func start(_ contender: Contender, _ row: inout Row) throws {
        Progress.print("\(contender.name), \(Self.startCount) cold starts")
        for _ in 0..<Self.startCount {
            let startNs = Uptime.ns
            let server = try Server(contender)
            defer { server.stop() }
            row.idleMB.append(Double(server.residentBytes) / 1e6)
            _ = try Load(extent: .provisions(1), tills: 1).run(on: server.port)
            row.startMs.append(Double(Uptime.ns - startNs) / 1e6)
        }
    }

    private func keepAlive(_ server: Server, _ row: inout Row) throws {
        let (sample, cpu) = try measure(server, Load(extent: .seconds(seconds)))
        row.cpu.append(cpu)
        row.perSecond.append(sample.perSecond)
        row.p50.append(sample.latencyMs(0.5))
        row.p99.append(sample.latencyMs(0.99))
    }

    private func reconnecting(_ server: Server, _ row: inout Row) throws {
        let load = Load(extent: .seconds(seconds / 2), isReconnecting: true)
        let (sample, cpu) = try measure(server, load)
        row.connectionCPU.append(cpu)
        row.connectionsPerSecond.append(sample.perSecond)
    }

    private func halfLoad(_ server: Server, _ row: inout Row) throws {
        let load = Load(extent: .seconds(seconds / 2), perSecond: row.perSecond.median / 2)
        row.p99AtHalfLoad.append(try load.run(on: server.port).latencyMs(0.99))
    }

    /// Puts a load on a server and returns its processor time per provision, in microseconds.
    private func measure(_ server: Server, _ load: Load) throws -> (Sample, cpuUs: Double) {
        let before = server.cpuNs
        let sample = try load.run(on: server.port)
        return (sample, Double(server.cpuNs - before) / 1e3 / Double(sample.count))
    }

    private func print(_ rows: [Row]) {
        var table = Table([
            "", "CPU µs", "spread", "ratio", "requests/s", "p50 ms", "p99 ms", "p99 at half load",
            "CPU µs/connection", "connections/s", "start ms", "idle MB",
        ])
        for row in rows {
            let ratio = Series(values: [row.cpu.median / rows[0].cpu.median])
            table.append([
                row.name, row.cpu.text(), row.cpu.spread, ratio.text(),
                row.perSecond.text("%.0f"), row.p50.text("%.2f"), row.p99.text("%.2f"),
                row.p99AtHalfLoad.text("%.2f"), row.connectionCPU.text(),
                row.connectionsPerSecond.text("%.0f"), row.startMs.text(), row.idleMB.text(),
            ])
        }
        table.print()
    }
}
