import ArgumentParser

/// The load alone, for a server that was started otherwise: `phases` runs one in valgrind.
struct Provisions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sends provisions to a server that runs, one after the other.")

    @Argument(help: "The port of the server.")
    var port: UInt16

    @Argument(help: "How many.")
    var count: Int

    @Flag(help: "Open a connection for each.")
    var reconnecting = false

    func run() throws {
        let load = Load(
            extent: .provisions(count), tills: 1, isReconnecting: reconnecting)
        var run = try LoadRun(load, port: port)
        defer { run.close() }
        _ = try run.sample()
    }
}
