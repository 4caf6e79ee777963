import Foundation

/// What one client's huge requests do to another client of the same lane.
struct Fairness {
    let plan: Plan

    private static let storedCount = 100_000
    private static let pipelinedCount = 5_000

    func run() throws {
        var figures = Figures(
            "Longest pause of a till with 200 provisions per second, ms",
            columns: plan.mocks.map(\.name))
        for mock in plan.mocks {
            Progress.print("\(mock.name), \(Self.storedCount) stored")
            let server = try Server(mock.contender(["--journal-bytes-max", "4000000000"]))
            defer { server.stop() }
            _ = try Load(extent: .provisions(Self.storedCount), tills: 8).run(on: server)
            server.settle()
            for _ in 0..<3 {
                for (name, request) in Self.requests() {
                    guard let longest = try observe(server, request) else {
                        throw Failure(description: "refused: \(name)")
                    }
                    figures.add(name, mock.name, longest)
                }
            }
        }
        figures.print()
    }

    /// What the other client asks for, with ids of their own; nothing is the comparison.
    private static func requests() -> [(String, [UInt8])] {
        func get(_ path: String) -> [UInt8] {
            Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        }
        let sandbox = "/_mock/sandboxes/default"
        var message = ProvisionMessage()
        var pipelined: [UInt8] = []
        for _ in 0..<pipelinedCount {
            message.renew()
            pipelined += message.bytes
        }
        return [
            ("alone", []), ("\(pipelinedCount) pipelined provisions", pipelined),
            ("report over \(storedCount) transactions", get(sandbox + "/report?format=json")),
            ("list of all transactions", get(sandbox + "/transactions?limit=\(storedCount)")),
            ("journal, all records", get(sandbox + "/journal")),
            (
                "journal, a search that matches none",
                get(sandbox + "/journal?view=summary&q=nowhere1")
            ),
        ]
    }

    /// The longest latency of the till from the moment of the request to its whole answer; nil if
    /// it was refused.
    private func observe(_ server: Server, _ request: [UInt8]) throws -> Double? {
        let other = request.isEmpty ? nil : try GreedyClient(port: server.port)
        other?.exchange(request)
        var longest = 0.0
        repeat {
            let load = Load(extent: .seconds(0.5), tills: 4, perSecond: 200)
            longest = max(longest, try load.run(on: server).latencyMs(1))
        } while other?.isBusy ?? false
        return other?.isServed ?? true ? longest : nil
    }
}
