/// A stream of provisions, each with an id of its own, from several tills at once.
struct Load {
    /// When the stream ends.
    enum Extent {
        case seconds(Double)
        case provisions(Int)
    }

    var extent: Extent
    /// How many provisions may be under way at once.
    var tills = 64
    /// How often one is due; nil sends the next as soon as a till is free.
    var perSecond: Double?
    /// True if every provision comes on a connection of its own.
    var isReconnecting = false
    /// True if answers may be compressed.
    var acceptsGzip = false
    /// The client of TLS; nil speaks plain HTTP.
    var tls: TLSClient?

    /// Puts the load on a server of this machine, after one provision from each till that is not
    /// counted, and waits for every answer.
    func run(on server: Server) throws -> Sample {
        var run = try LoadRun(self, port: server.port)
        defer { run.close() }
        if !isReconnecting { try run.warmUp() }
        let before = server.cpuNs
        var sample = try run.sample()
        sample.serverNs = server.cpuNs - before
        return sample
    }
}
