import Foundation

/// How well the product keeps time while very many exchanges wait.
struct Patience {
    let electrumMock: String

    private static let delayMs = 250.0

    /// Measures and prints line by line.
    func run() throws {
        for tills in [1_000, 2_000] { try delays(tills) }
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
}
