/// How well the product keeps time while very many exchanges wait.
struct Delays {
    let plan: Plan

    private static let delayMs = 250.0

    func run() throws {
        var figures = Figures("Error of a delay of 250 ms, ms", columns: plan.mocks.map(\.name))
        let folder = try TemporaryFolder(
            rules: "- {name: late, on: [provision], replies: [{delay: \(Int(Self.delayMs))ms}]}")
        defer { folder.remove() }
        for tills in [1_000, 2_000] {
            for mock in plan.mocks {
                let server = try Server(mock.contender(folder.options))
                defer { server.stop() }
                let pace = Double(tills) * 1_000 / Self.delayMs
                let load = Load(
                    extent: .seconds(plan.seconds * 3), tills: tills, perSecond: pace * 0.95)
                let sample = try load.run(on: server)
                for (name, part) in [("median", 0.5), ("p99", 0.99)] {
                    figures.add(
                        "\(name), \(tills) under way", mock.name,
                        sample.latencyMs(part) - Self.delayMs)
                }
            }
        }
        figures.print()
    }
}
