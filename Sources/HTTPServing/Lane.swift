import Dispatch
import HTTPMessages
import Synchronization

/// A share of the server's connections, handled on one serial queue: one epoll descriptor, one
/// event source, one timer for the earliest deadline.
actor Lane {
    nonisolated let executor: LaneExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    private let services: LaneServices
    /// The listening sockets; empty once the server stops.
    private var listeners: [Listener]
    private let poller: Poller
    /// The event source, made by `start`: Dispatch traps when a source that was never active is
    /// released.
    private var source: (any DispatchSourceRead)?
    private var timer: (any DispatchSourceTimer)?
    /// The connections, by descriptor.
    private var connections: [Connection?] = []
    private var connectionCount = 0
    private var connectionSerial: UInt32 = 0
    /// The number of the next connection; each lane counts in steps of the number of lanes, so that
    /// numbers are unique.
    private var connectionNumber: Int
    private let laneCount: Int
    /// The connections on reserved descriptors, the oldest first, with their arrival times.
    private var onReserve: [(connection: Connection, since: Instant)] = []
    private var deadlines = DeadlineHeap()
    /// The time at which the timer fires, in nanoseconds of uptime.
    private var timerUptime = Int64.max
    /// The time at which accepting resumes after a lack of descriptors.
    private var acceptsFrom: Int64?
    /// The number of connections that are accepted at the next event of a listener.
    private var acceptsNext = 1
    /// True while the poller waits for new connections.
    private var isListening = false
    private var whenEmpty: [CheckedContinuation<Void, Never>] = []

    private static let eventsMax = 32
    private static let batchesMax = 128
    /// The most clients that are accepted, and answered if they have asked, between two looks at
    /// the others.
    private static let acceptsMax = 32
    private static let patienceMs: Int64 = 2
    private static let acceptPauseNs: Int64 = 100_000_000
    /// The time a client of the reserve has for its request before it counts as idle, in
    /// nanoseconds.
    private static let requestPauseNs: Int64 = 100_000_000
    /// The time after which a client of the reserve that reads nothing is closed.
    private static let stallMs: Int64 = 100
    /// The tokens of listeners; a connection's token has a serial number of at least 1 above bit
    /// 32.
    private static let listenerTokens: Range<UInt64> = 0..<1024

    init(
        index: Int, of laneCount: Int, listeners: [Listener], limits: HTTPLimits, tls: TLSSetup?,
        counts: ServerCounts, handler: any RequestHandler
    ) throws(ServerError) {
        let bell = try Bell()
        executor = LaneExecutor(label: "lane-\(index)", bell: bell)
        services = try LaneServices(
            lane: UInt8(index), limits: limits, tls: tls, counts: counts, handler: handler)
        self.listeners = listeners
        self.laneCount = laneCount
        connectionNumber = index + 1
        poller = try Poller(eventsMax: Self.eventsMax, bell: bell)
    }

    /// Begins to accept and serve. The sources retain the lane until they are cancelled.
    func start() {
        let source = DispatchSource.makeReadSource(
            fileDescriptor: poller.descriptor, queue: executor.queue)
        let timer = DispatchSource.makeTimerSource(queue: executor.queue)
        source.setEventHandler { [self] in assumeIsolated { $0.wake() } }
        timer.setEventHandler { [self] in assumeIsolated { $0.timerFired() } }
        self.source = source
        self.timer = timer
        listen()
        source.activate()
        timer.activate()
    }

    /// Resumes an exchange that waits. Safe to call from any thread.
    nonisolated func wake(_ exchange: ExchangeID) {
        executor.submit { [self] in
            assumeIsolated { $0.wakeIsolated(exchange) }
        }
    }

    /// Handles everything that has arrived by now, then calls back. Safe to call from any thread.
    nonisolated func catchUp(_ done: @escaping @Sendable () -> Void) {
        executor.submit { [self] in
            assumeIsolated { $0.wake() }
            done()
        }
    }

    // MARK: Stopping

    /// Stops accepting and lets every connection finish as far as possible by `end`.
    func stopAccepting(by end: Instant) {
        let now = Instant.now()
        services.stopsAt = end
        for index in listeners.indices { accept(from: index, max: Listener.backlog, at: now) }
        stopListening()
        acceptsFrom = nil
        listeners = []
        for connection in connections.compactMap({ $0 }) {
            connection.stop(by: end, at: now)
            settle(connection)
        }
        armTimer()
    }

    /// Returns when the last connection has ended.
    func finished() async {
        // Tested inside: the last connection may end before this is suspended.
        await withCheckedContinuation { continuation in
            if connectionCount > 0 {
                whenEmpty.append(continuation)
            } else {
                continuation.resume()
            }
        }
    }

    /// Ends all remaining connections.
    func abandon() {
        let now = Instant.now()
        for connection in connections.compactMap({ $0 }) {
            connection.abandon(at: now)
            settle(connection)
        }
    }

    /// Cancels the queue's sources. Nothing is served afterwards.
    func shutDown() {
        source?.cancel()
        timer?.cancel()
        source = nil
        timer = nil
    }

    // MARK: Events

    private func wake() {
        var events = poller.poll()
        for _ in 0..<Self.batchesMax {
            if events.isEmpty { break }
            let now = Instant.now()
            for event in events { handle(event, at: now) }
            for event in events { flush(event.token, at: now) }
            // Jobs and timers that are due stand behind this in the queue.
            if executor.hasJobs || earliestDeadline <= now.uptime { break }
            events = poll(patientlyAt: now)
        }
        armTimer()
    }

    /// Returns the next events, and waits a moment for them while nothing else is to be done:
    /// Dispatch takes two changes of threads and seven system calls to wake a lane again.
    private func poll(patientlyAt now: Instant) -> [Poller.Event] {
        let untilDue = (earliestDeadline - now.uptime) / 1_000_000
        return executor.idling { isIdle in
            poller.poll(forMs: isIdle ? Int32(max(0, min(untilDue, Self.patienceMs))) : 0)
        }
    }

    private var earliestDeadline: Int64 { min(deadlines.earliest ?? .max, acceptsFrom ?? .max) }

    private func handle(_ event: Poller.Event, at now: Instant) {
        if Self.listenerTokens.contains(event.token) {
            // Mostly one client has come: to ask for a second would cost it a system call more.
            let count = accept(from: Int(event.token), max: acceptsNext, at: now)
            acceptsNext = count < acceptsNext ? 1 : min(2 * acceptsNext, Self.acceptsMax)
        } else {
            connection(with: event.token)?.handle(event, at: now)
        }
    }

    /// Flushes a connection. Sending last lets a client that serves many connections process all
    /// answers of a batch once it is awake; waking it for each would cost as much as the answer.
    private func flush(_ token: UInt64, at now: Instant) {
        guard let connection = connection(with: token) else { return }
        connection.flush(at: now)
        settle(connection)
    }

    private func timerFired() {
        timerUptime = .max
        let now = Instant.now()
        if let acceptsFrom, acceptsFrom <= now.uptime {
            self.acceptsFrom = nil
            listen()
        }
        while let connection = deadlines.popDue(at: now.uptime) {
            connection.deadlinePassed(at: now)
            connection.flush(at: now)
            settle(connection)
        }
        armTimer()
    }

    private func wakeIsolated(_ exchange: ExchangeID) {
        guard let connection = connection(ExchangeNumbers.descriptor(of: exchange)) else { return }
        let now = Instant.now()
        connection.wake(exchange, at: now)
        connection.flush(at: now)
        settle(connection)
        armTimer()
    }

    // MARK: Connections

    private func listen() {
        for (index, listener) in listeners.enumerated() {
            poller.set(listener.descriptor, .input, token: UInt64(index), isNew: true)
        }
        isListening = true
    }

    private func stopListening() {
        guard isListening else { return }
        for listener in listeners { poller.remove(listener.descriptor) }
        isListening = false
    }

    /// - Returns: the number of connections accepted.
    @discardableResult
    private func accept(from listener: Int, max: Int, at now: Instant) -> Int {
        var count = 0
        while count < max {
            switch Socket.accept(from: listeners[listener].descriptor) {
            case .socket(let socket):
                var origin = RequestOrigin(listener: listeners[listener].index)
                origin.connection = connectionNumber
                connectionNumber += laneCount
                origin.isOnReserve = services.reserve.contains(socket.descriptor)
                begin(open(socket, from: origin, at: now), at: now)
                count += 1
            case .nothing: return count
            case .outOfResources:
                // The system reports this even without a waiting connection.
                guard listeners[listener].hasClient else { return count }
                guard makeRoom(at: now) else {
                    pauseAccepting(at: now)
                    return count
                }
            }
        }
        return count
    }

    /// Ends the oldest connection on the reserve that asks for nothing, or else the oldest whose
    /// client has stopped reading or whose answer waits for something, or else one that has only
    /// just come; false when there is none.
    private func makeRoom(at now: Instant) -> Bool {
        let idleSince = now.advanced(byNs: -Self.requestPauseNs)
        let old = onReserve.filter { $0.since <= idleSince }
        return makeRoom(at: now, among: old) { $0.endIfIdle(at: now) }
            || makeRoom(at: now, among: old) { $0.endIfStalled(forMs: Self.stallMs, at: now) }
            || makeRoom(at: now, among: onReserve) { $0.endIfWaiting(at: now) }
            || makeRoom(at: now, among: onReserve) { $0.endIfIdle(at: now) }
    }

    private func makeRoom(
        at now: Instant, among candidates: [(connection: Connection, since: Instant)],
        _ end: (Connection) -> Void
    ) -> Bool {
        for (connection, _) in candidates {
            end(connection)
            settle(connection)
            if connection.isClosed { return true }
        }
        return false
    }

    /// Pauses accepting: waiting clients stay in the backlog, and polling would only use the
    /// processor.
    private func pauseAccepting(at now: Instant) {
        stopListening()
        acceptsFrom = now.uptime + Self.acceptPauseNs
    }

    private func open(_ socket: Socket, from origin: RequestOrigin, at now: Instant) -> Connection {
        connectionSerial = connectionSerial &+ 1 == 0 ? 1 : connectionSerial &+ 1
        let token = UInt64(connectionSerial) << 32 | UInt64(UInt32(bitPattern: socket.descriptor))
        let connection = Connection(
            socket, from: origin, token: token, services: services, at: now)
        let index = Int(socket.descriptor)
        while connections.count <= index { connections.append(nil) }
        connections[index] = connection
        connectionCount += 1
        services.counts.connectionOpened()
        if origin.isOnReserve { onReserve.append((connection, now)) }
        return connection
    }

    /// Reads what has come with the connection: mostly the request is there, and one that is
    /// answered and closed by now needs no poller.
    private func begin(_ connection: Connection, at now: Instant) {
        connection.read(at: now)
        connection.flush(at: now)
        settle(connection)
    }

    private func connection(_ descriptor: Int) -> Connection? {
        descriptor < connections.count ? connections[descriptor] : nil
    }

    private func connection(with token: UInt64) -> Connection? {
        let connection = connection(Int(token & 0xFFFF_FFFF))
        return connection?.token == token ? connection : nil
    }

    /// Updates poller, deadlines and table after an event of the connection.
    private func settle(_ connection: Connection) {
        guard !connection.isClosed else { return forget(connection) }
        let interest = connection.interest
        if interest != connection.polledFor {
            poller.set(
                connection.descriptor, interest, token: connection.token,
                isNew: connection.polledFor == nil)
            connection.polledFor = interest
        }
        deadlines.update(connection, to: connection.deadline?.uptime)
    }

    /// Removes a connection; closing takes the descriptor out of the poller's set.
    private func forget(_ connection: Connection) {
        deadlines.remove(connection)
        connections[Int(connection.descriptor)] = nil
        if connection.isOnReserve { onReserve.removeAll { $0.connection === connection } }
        connection.close()
        connectionCount -= 1
        services.counts.connectionClosed()
        guard connectionCount == 0 else { return }
        for continuation in whenEmpty { continuation.resume() }
        whenEmpty = []
    }

    private func armTimer() {
        let earliest = earliestDeadline
        guard earliest < timerUptime else { return }
        timerUptime = earliest
        timer?.schedule(
            deadline: DispatchTime(uptimeNanoseconds: UInt64(max(earliest, 0))),
            leeway: .nanoseconds(0))
    }
}

/// Runs an actor on one serial Dispatch queue, so that the handlers of the queue's event sources
/// and timers are isolated to the actor.
final class LaneExecutor: SerialExecutor {
    let queue: DispatchQueue
    /// Ends the wait of a lane that idles.
    private let bell: Bell
    private let isIdling = Atomic(false)
    /// The jobs that have not begun.
    private let jobCount = Atomic(0)

    init(label: String, bell: Bell) {
        queue = DispatchQueue(label: label)
        self.bell = bell
    }

    /// Runs a job after those before it. Safe to call from any thread.
    func submit(_ job: @escaping @Sendable () -> Void) {
        jobCount.add(1, ordering: .sequentiallyConsistent)
        queue.async { [self] in
            jobCount.subtract(1, ordering: .sequentiallyConsistent)
            job()
        }
        // Either this reads that the lane idles, or the lane reads that there is a job.
        if isIdling.load(ordering: .sequentiallyConsistent) { bell.ring() }
    }

    /// True if a job is waiting for its turn.
    var hasJobs: Bool { jobCount.load(ordering: .sequentiallyConsistent) > 0 }

    /// Runs what may wait for the bell, with true if no job is waiting for its turn.
    func idling<Result>(_ body: (_ isIdle: Bool) -> Result) -> Result {
        isIdling.store(true, ordering: .sequentiallyConsistent)
        defer { isIdling.store(false, ordering: .sequentiallyConsistent) }
        return body(!hasJobs)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        submit { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
