import Foundation

/// How fast scenario files are read.
struct Files {
    let plan: Plan

    func run() throws {
        var figures = Figures("Scenario files", columns: plan.mocks.map(\.name))
        let many = try folder(count: 1_000)
        let some = try folder(count: 60)
        defer {
            many.remove()
            some.remove()
        }
        for _ in 0..<plan.rounds {
            for mock in plan.mocks {
                let (ms, cpuMs) = try Server.run([mock.executable, "check", many.path])
                figures.add("`check` of 1,000 files, ms", mock.name, ms)
                figures.add("… CPU ms", mock.name, cpuMs)
                let startNs = Uptime.ns
                let server = try Server(mock.contender(["--scenarios", some.path]))
                defer { server.stop() }
                var run = try LoadRun(Load(extent: .provisions(1), tills: 1), port: server.port)
                defer { run.close() }
                _ = try run.sample()
                figures.add(
                    "first answer with 60 files, ms", mock.name, Double(Uptime.ns - startNs) / 1e6)
                figures.add("… then CPU ms", mock.name, Double(server.cpuNs) / 1e6)
            }
        }
        figures.print()
    }

    /// So many files: the shipped ones again and again, with names of their own.
    private func folder(count: Int) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let shipped = try Self.shipped()
        for index in 0..<count {
            try folder.write(shipped[index % shipped.count], to: "own-\(index).yaml")
        }
        return folder
    }

    private static func shipped() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../scenarios").standardized
        return try ["faults", "flows", "chaos"].flatMap { name in
            let directory = root.appending(path: name)
            return try FileManager.default.contentsOfDirectory(atPath: directory.path()).sorted()
                .map { try String(contentsOf: directory.appending(path: $0), encoding: .utf8) }
        }
    }
}
