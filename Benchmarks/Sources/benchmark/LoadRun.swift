/// A load on its way.
struct LoadRun {
    private let load: Load
    private let port: UInt16
    private var startNs = Uptime.ns
    private var poller: Poller
    private var message: ProvisionMessage
    private var tills: [Till?]
    /// The tills without a request under way.
    private var free: [Int]
    private var startedCount = 0
    private var latenciesNs: [UInt64] = []
    private var scratch = [UInt8](repeating: 0, count: 16 * 1024)

    init(_ load: Load, port: UInt16) throws {
        self.load = load
        self.port = port
        message = ProvisionMessage(isLast: load.isReconnecting, acceptsGzip: load.acceptsGzip)
        tills = Array(repeating: nil, count: load.tills)
        free = Array(tills.indices)
        poller = try Poller()
        latenciesNs.reserveCapacity(1 << 16)
    }

    /// Opens every connection, and has one provision answered on each.
    mutating func warmUp() throws {
        let now = Uptime.ns
        while let index = free.popLast() { try start(index, dueNs: now) }
        while free.count < tills.count { try receive(untilNs: nil) }
        latenciesNs = []
        startedCount = 0
    }

    /// Sends what is due and takes the answers, to the end.
    mutating func sample() throws -> Sample {
        startNs = Uptime.ns
        var now = startNs
        while hasMore(at: now) || free.count < tills.count {
            try startDue(at: now)
            try receive(untilNs: untilNextDue(at: now))
            now = Uptime.ns
        }
        return Sample(latenciesNs: latenciesNs, seconds: Double(now - startNs) / 1e9)
    }

    /// Closes every connection.
    func close() {
        for till in tills { till?.close() }
        poller.close()
    }

    private func hasMore(at now: UInt64) -> Bool {
        switch load.extent {
        case .seconds(let seconds): Double(now - startNs) < seconds * 1e9
        case .provisions(let count): startedCount < count
        }
    }

    /// When the next provision is due; in the past when the load has no pace.
    private var nextDueNs: UInt64 {
        guard let perSecond = load.perSecond else { return 0 }
        return startNs + UInt64(Double(startedCount) / perSecond * 1e9)
    }

    /// How long there is nothing to send; nil when only an answer can change that.
    private func untilNextDue(at now: UInt64) -> UInt64? {
        guard load.perSecond != nil, !free.isEmpty, hasMore(at: now) else { return nil }
        let due = nextDueNs
        return due > now ? due - now : 0
    }

    private mutating func startDue(at now: UInt64) throws {
        while hasMore(at: now), nextDueNs <= now, let index = free.popLast() {
            // A provision that had to wait for a free till counts from when it was due.
            try start(index, dueNs: load.perSecond == nil ? Uptime.ns : nextDueNs)
            startedCount += 1
        }
    }

    private mutating func start(_ index: Int, dueNs: UInt64) throws {
        if tills[index] == nil {
            let till = try Till(port: port, tls: load.tls)
            try poller.add(till, index: index)
            tills[index] = till
        }
        message.renew()
        tills[index]?.dueNs = dueNs
        try tills[index]?.send(message.bytes)
    }

    /// Takes the answers that have arrived, after at most so many nanoseconds.
    private mutating func receive(untilNs: UInt64?) throws {
        let ready = try poller.wait(atMostNs: untilNs)
        let now = Uptime.ns
        for index in ready { try receive(index, at: now) }
    }

    private mutating func receive(_ index: Int, at now: UInt64) throws {
        let answer = try scratch.withUnsafeMutableBytes {
            try tills[index]?.receive(into: $0, isLast: load.isReconnecting)
        }
        guard let answer, let till = tills[index] else { return }
        guard answer.status == 201 else {
            throw Failure(description: "a provision was answered \(answer.status)")
        }
        latenciesNs.append(now - till.dueNs)
        if load.isReconnecting {
            till.close()
            tills[index] = nil
        }
        free.append(index)
    }
}
