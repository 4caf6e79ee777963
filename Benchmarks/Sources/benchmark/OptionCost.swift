/// What the product's options cost: the same provisions with each of them.
struct OptionCost {
    let plan: Plan

    /// The product with an option, and the load that uses it.
    private struct Variant {
        let name: String
        var contender: Contender
        var load: Load
        var processors = Processors.server
    }

    func run() throws {
        var figures = Figures(
            "CPU seconds per 100,000 provisions, 64 connections", columns: plan.mocks.map(\.name))
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let variants = try plan.mocks.flatMap { try self.variants(of: $0, in: folder) }
        let servers = try variants.map { try Server($0.contender, processors: $0.processors) }
        defer { for server in servers { server.stop() } }
        for round in 1...plan.rounds {
            Progress.print("round \(round) of \(plan.rounds)")
            for (variant, server) in zip(variants, servers) {
                let sample = try variant.load.run(on: server)
                figures.add(variant.name, server.name, sample.serverSeconds)
            }
        }
        // Not by the clock: the load needs a processor, too.
        for name in plan.mocks.map(\.name) {
            guard let one = figures.median("plain", name),
                let two = figures.median(Self.lanes, name)
            else { continue }
            figures.add("… speed of two lanes, one being 1", name, 2 * one / two)
        }
        figures.print()
    }

    private static let lanes = "2 lanes on 2 processors"

    private func variants(of mock: Plan.Mock, in folder: TemporaryFolder) throws -> [Variant] {
        let plain = Load(extent: .seconds(plan.seconds / 2))
        let tls = ["--tls-self-signed"]
        func variant(_ name: String, _ load: Load, _ options: [String] = []) -> Variant {
            Variant(name: name, contender: mock.contender(options), load: load)
        }
        func reconnecting(_ tls: TLSClient?) -> Load {
            Load(extent: plain.extent, tills: 8, isReconnecting: true, tls: tls)
        }
        var logged = variant("with log lines", plain)
        logged.contender = Contender(
            name: mock.name, command: mock.contender().command.filter { $0 != "-q" })
        var two = variant(Self.lanes, plain, ["--lanes", "2"])
        two.processors = Processors.both
        var judged = variant("under `run`", plain)
        judged.contender = Contender(name: mock.name, command: Self.run(mock))
        return [
            variant("plain", plain), logged,
            variant(
                "`--journal`", plain, ["--journal", "\(folder.path)\(mock.name).ndjson"]),
            variant("gzip", Load(extent: plain.extent, acceptsGzip: true)),
            variant(
                "TLS, kept connections", Load(extent: plain.extent, tls: try TLSClient()), tls),
            variant("a new connection each", reconnecting(nil)),
            variant("… TLS, a new session", reconnecting(try TLSClient()), tls),
            variant("… TLS, resumed", reconnecting(try TLSClient(isResuming: true)), tls),
            judged, two,
        ]
    }

    /// The product judges a till that tells the URL, and is there until the product is not.
    private static func run(_ mock: Plan.Mock) -> [String] {
        let till = "echo $ELECTRUM_MOCK_URL; while kill -0 $PPID; do /bin/sleep 0.3; done"
        return [
            mock.executable, "run", "-q", "--scenario", "f1-dual-success", "--", "/bin/sh", "-c",
            till,
        ]
    }
}
