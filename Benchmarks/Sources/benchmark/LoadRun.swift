/// A load on its way.
struct LoadRun {
    private let load: Load
    private let port: UInt16
    private let startNs = Uptime.ns
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
        message = ProvisionMessage(isLast: load.isReconnecting)
        tills = Array(repeating: nil, count: load.tills)
        free = Array(tills.indices)
        poller = try Poller()
        latenciesNs.reserveCapacity(1 << 16)
    }

    /// Sends what is due and takes the answers, to the end.
    mutating func sample() throws -> Sample {
        var now = Uptime.ns
        while hasMore(at: now) || free.count < tills.count {
            try startDue(at: now)
            let ready = try poller.wait(atMostNs: untilNextDue(at: now))
            now = Uptime.ns
            for index in ready { try receive(index, at: now) }
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
            var till = try tills[index] ?? connect(index)
            // A provision that had to wait for a free till counts from when it was due.
            till.dueNs = load.perSecond == nil ? Uptime.ns : nextDueNs
            tills[index] = till
            startedCount += 1
            message.renew()
            try till.send(message.bytes)
        }
    }

    private func connect(_ index: Int) throws -> Till {
        let till = try Till(port: port)
        try poller.add(till, index: index)
        return till
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
