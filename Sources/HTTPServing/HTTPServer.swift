public import HTTPMessages

/// An HTTP/1.1 server on POSIX sockets: a few lanes share its listening sockets.
public struct HTTPServer: Sendable {
    /// Where the server listens, as it was told, with the ports that were really bound.
    public let addresses: [ListenAddress]

    private let lanes: [Lane]

    /// The most lanes a server may have.
    public static let lanesMax = 64

    /// Binds every address; nothing is accepted before `start`.
    ///
    /// - Parameters:
    ///   - lanes: how many queues share the work, 1…64.
    ///   - tls: what clients see; nil for plain HTTP.
    public init(
        listeningOn addresses: [ListenAddress], lanes: Int, limits: HTTPLimits,
        tls: TLSSetup? = nil, handler: any RequestHandler
    ) throws(ServerError) {
        precondition((1...Self.lanesMax).contains(lanes))
        var listeners: [Listener] = []
        for (index, address) in addresses.enumerated() {
            listeners += try Listener.all(for: address, index: index)
        }
        var made: [Lane] = []
        for index in 0..<lanes {
            made.append(
                try Lane(
                    index: index, of: lanes, listeners: listeners, limits: limits, tls: tls,
                    handler: handler))
        }
        self.lanes = made
        self.addresses = addresses.indices.compactMap { index in
            listeners.first { $0.index == index }?.address
        }
    }

    /// Begins to accept and serve.
    public func start() async {
        for lane in lanes { await lane.start() }
    }

    /// Goes on with an exchange whose handler said `wait`. From any thread.
    public func wake(_ exchange: ExchangeID) {
        lanes[ExchangeNumbers.lane(of: exchange)].wake(exchange)
    }

    /// Tells once everything is handled that has reached the server by now, whichever lane it
    /// belongs to. From any thread.
    public func catchUp(_ done: @escaping @Sendable () -> Void) {
        catchUp(from: 0, done)
    }

    private func catchUp(from index: Int, _ done: @escaping @Sendable () -> Void) {
        guard index < lanes.count else { return done() }
        lanes[index].catchUp { catchUp(from: index + 1, done) }
    }

    /// Stops accepting. What can be finished within `graceMs` milliseconds is, and what cannot is
    /// closed at once.
    public func stop(graceMs: Int64) async {
        let end = Instant.now().advanced(byMs: graceMs)
        for lane in lanes { await lane.stopAccepting(by: end) }
        let lanes = lanes
        await withTaskGroup(of: Void.self) { group in
            let timeout = Task {
                guard (try? await Task.sleep(for: .milliseconds(graceMs))) != nil else { return }
                for lane in lanes { await lane.abandon() }
            }
            for lane in lanes { group.addTask { await lane.finished() } }
            await group.waitForAll()
            timeout.cancel()
        }
        for lane in lanes { await lane.shutDown() }
    }
}
