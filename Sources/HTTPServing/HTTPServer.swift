package import HTTPMessages

/// An HTTP/1.1 server on POSIX sockets: a few lanes share its listening sockets.
package struct HTTPServer: Sendable {
    /// The addresses that the server listens on, with the ports that were actually bound.
    package let addresses: [ListenAddress]

    private let lanes: [Lane]

    /// The most lanes a server may have.
    package static let lanesMax = 64

    /// Binds every address; connections are accepted after `start`.
    ///
    /// - Parameters:
    ///   - lanes: the number of queues that share the work, 1…64.
    ///   - tls: the TLS set-up; nil for plain HTTP.
    ///   - counts: counts what the server does.
    package init(
        listeningOn addresses: [ListenAddress], lanes: Int, limits: HTTPLimits,
        tls: TLSSetup? = nil, counts: ServerCounts = ServerCounts(),
        handler: any RequestHandler
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
                    counts: counts, handler: handler))
        }
        self.lanes = made
        self.addresses = addresses.indices.compactMap { index in
            listeners.first { $0.index == index }?.address
        }
    }

    /// Begins to accept and serve.
    package func start() async {
        for lane in lanes { await lane.start() }
    }

    /// Resumes an exchange whose handler replied `wait`. Safe to call from any thread.
    package func wake(_ exchange: ExchangeID) {
        lanes[ExchangeNumbers.lane(of: exchange)].wake(exchange)
    }

    /// Calls back once every lane has handled everything that has reached the server by now. Safe
    /// to call from any thread.
    package func catchUp(_ done: @escaping @Sendable () -> Void) {
        catchUp(from: 0, done)
    }

    private func catchUp(from index: Int, _ done: @escaping @Sendable () -> Void) {
        guard index < lanes.count else { return done() }
        lanes[index].catchUp { catchUp(from: index + 1, done) }
    }

    /// Stops accepting. Exchanges that can finish within `graceMs` milliseconds do, others are
    /// closed at once.
    package func stop(graceMs: Int64) async {
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
