import Foundation

/// What the product keeps in memory, and whether growing hurts.
struct Footprint {
    let electrumMock: String
    let provisionCount: Int

    private static let silentCount = 10_000

    /// Measures and prints line by line.
    func run() throws {
        try silence()
        try growth()
    }

    /// Provisions that get no answer, each on a connection of its own.
    private func silence() throws {
        Progress.print("\(Self.silentCount) unanswered connections")
        let directory = try silentScenario()
        defer { try? FileManager.default.removeItem(at: directory) }
        let options = ["--scenarios", directory.path(), "--scenario", "silence"]
        let server = try Server(.electrumMock(electrumMock, options))
        defer { server.stop() }
        let idle = server.residentBytes
        var message = ProvisionMessage()
        var tills: [Till] = []
        defer { for till in tills { till.close() } }
        for _ in 0..<Self.silentCount {
            tills.append(try Till(port: server.port))
            message.renew()
            try tills.last?.send(message.bytes)
        }
        server.settle()
        report("RSS idle", Double(idle) / 1e6, "MB")
        report(
            "RSS with \(Self.silentCount) unanswered connections",
            Double(server.residentBytes) / 1e6, "MB")
    }

    /// A directory of scenarios whose only one keeps silent.
    private func silentScenario() throws -> URL {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "electrum-mock-benchmark-\(getpid())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let text = """
            title: No answer
            rules:
              - name: silence
                on: [provision]
                replies: [{lost: request, hold: 10m}]
            """
        try Data(text.utf8).write(to: directory.appending(path: "silence.yaml"))
        return directory
    }

    /// Many provisions in one go, the first tenth as warm-up.
    private func growth() throws {
        Progress.print("\(provisionCount) provisions kept")
        let server = try Server(.electrumMock(electrumMock))
        defer { server.stop() }
        let warmUp = try Load(extent: .provisions(provisionCount / 10)).run(on: server.port)
        let before = server.residentBytes
        let growth = try Load(extent: .provisions(provisionCount - warmUp.count), tills: 8)
            .run(on: server.port)
        let after = server.residentBytes
        report("Kept transaction", Double(after - before) / Double(growth.count), "B")
        report("RSS with \(provisionCount) transactions", Double(after) / 1e6, "MB")
        report(
            "Longest pause while the store grew to \(provisionCount)", growth.latencyMs(1), "ms")
    }

    private func report(_ what: String, _ value: Double, _ unit: String) {
        print(what + ": " + String(format: "%.1f ", value) + unit)
    }
}
