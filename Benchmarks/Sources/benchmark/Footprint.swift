import Foundation

/// The memory of the product, and the cost of its growth.
struct Footprint {
    let electrumMock: String
    let provisionCount: Int

    /// Many provisions in one go, the first tenth as warm-up; prints line by line.
    func run() throws {
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
