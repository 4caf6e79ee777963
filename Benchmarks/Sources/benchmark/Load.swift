/// A stream of provisions, each with an id of its own, from several tills at once.
struct Load {
    /// When the stream ends.
    enum Extent {
        case seconds(Double)
        case provisions(Int)
    }

    var extent: Extent
    /// How many provisions may be under way at once.
    var tills = 32
    /// How often one is due; nil sends the next as soon as a till is free.
    var perSecond: Double?
    /// True if every provision comes on a connection of its own.
    var isReconnecting = false

    /// Puts the load on a server of this machine, and waits for every answer.
    func run(on port: UInt16) throws -> Sample {
        var run = try LoadRun(self, port: port)
        defer { run.close() }
        return try run.sample()
    }
}
