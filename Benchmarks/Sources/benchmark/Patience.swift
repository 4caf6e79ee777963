import Foundation

/// How well the product keeps time while very many exchanges wait.
struct Patience {
    let electrumMock: String

    private static let delayMs = 250.0
    private static let silentCount = 10_000
    private static let silentTerminal = "silent01"

    /// Measures and prints line by line.
    func run() throws {
        for tills in [1_000, 2_000] { try delays(tills) }
        try silence()
    }

    /// Every provision is answered a little later, as the scenario says.
    private func delays(_ tills: Int) throws {
        Progress.print("\(tills) delayed exchanges at once")
        let folder = try ScenarioFolder(
            rules: "- {name: late, on: [provision], replies: [{delay: \(Int(Self.delayMs))ms}]}")
        defer { folder.remove() }
        let server = try Server(.electrumMock(electrumMock, folder.options))
        defer { server.stop() }
        let pace = Double(tills) * 1_000 / Self.delayMs
        let sample = try Load(extent: .seconds(4), tills: tills, perSecond: pace * 0.95)
            .run(on: server.port)
        let errors = [0.5, 0.99].map { sample.latencyMs($0) - Self.delayMs }
        print(
            String(
                format: "Delay error with %d exchanges delayed by 250 ms, %.0f/s: "
                    + "median %.1f ms, p99 %.1f ms",
                tills, sample.perSecond, errors[0], errors[1]))
    }

    /// Provisions that get no answer, each on a connection of its own, beside some that do.
    private func silence() throws {
        Progress.print("\(Self.silentCount) unanswered connections")
        let folder = try ScenarioFolder(
            rules: """
                - name: silence
                  on: [provision]
                  when: {terminal: \(Self.silentTerminal)}
                  replies: [{lost: reply, hold: 10m}]
                """)
        defer { folder.remove() }
        let server = try Server(.electrumMock(electrumMock, folder.options))
        defer { server.stop() }
        let idle = server.residentBytes
        let load = Load(extent: .seconds(2), tills: 8, perSecond: 2_000)
        _ = try load.run(on: server.port)
        let alone = try load.run(on: server.port)
        let before = server.residentBytes
        var message = ProvisionMessage(terminal: Self.silentTerminal)
        var tills: [Till] = []
        defer { for till in tills { till.close() } }
        for _ in 0..<Self.silentCount {
            tills.append(try Till(port: server.port))
            message.renew()
            try tills.last?.send(message.bytes)
        }
        server.settle()
        let after = server.residentBytes
        let beside = try load.run(on: server.port)
        print(
            String(
                format: "RSS idle %.1f MB; with %d silent exchanges, their journal and "
                    + "transactions included, %.1f MB more",
                Double(idle) / 1e6, Self.silentCount, Double(after - before) / 1e6))
        print(
            String(
                format: "A healthy till, p50 and p99: %.2f and %.2f ms alone, "
                    + "%.2f and %.2f ms beside them",
                alone.latencyMs(0.5), alone.latencyMs(0.99), beside.latencyMs(0.5),
                beside.latencyMs(0.99)))
    }
}
