import ElectrumSwitch
import HTTPMessages
import HTTPServing
import Synchronization

/// The in-process counterpart of connections: exchanges with the control API without a socket.
final class LocalExchanges: Sendable {
    private struct Waiting {
        var last = LocalExchanges.none
        var wakers: [ExchangeID: AsyncStream<Void>.Continuation] = [:]
        var isStopping = false
    }

    /// The first number of local exchanges, above those of any server.
    private static let none: UInt64 = 0xFF << 56

    private let waiting = Mutex(Waiting())

    /// Resumes an exchange; returns false for one that is not local.
    func wake(_ exchange: ExchangeID) -> Bool {
        guard exchange.rawValue > Self.none else { return false }
        _ = waiting.withLock { $0.wakers[exchange] }?.yield()
        return true
    }

    /// Stops all exchanges and wakes those that wait.
    func stop() {
        let wakers = waiting.withLock { waiting in
            waiting.isStopping = true
            return waiting.wakers.values
        }
        for waker in wakers { waker.yield() }
    }

    /// Returns the answer to a request; nil if the task was cancelled before.
    func ask(_ request: HTTPRequest, of handler: Switch, from origin: RequestOrigin) async
        -> HTTPResponse?
    {
        let (wakes, waker) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = add(waker)
        defer { remove(id) }
        let responder = handler.responder(for: request, from: origin, as: id, at: .now())
        var iterator = wakes.makeAsyncIterator()
        var collected = CollectedResponse()
        while true {
            switch responder.respond(at: .now()) {
            case .deliver(let delivery):
                if collected.append(delivery) { continue }
                responder.ended(.delivered, at: .now())
                return collected.response
            case .wait where isStopping:
                let last = responder.conclude(by: .now(), at: .now())
                responder.ended(.stopped, at: .now())
                guard case .whole(let response) = last else { return nil }
                return response
            case .wait(let deadline):
                let alarm = deadline.map { Self.alarm(at: $0, waker) }
                let hasWoken: Void? = await iterator.next()
                alarm?.cancel()
                if hasWoken == nil { return leave(responder) }
            case .pause:
                if isStopping { _ = responder.conclude(by: .now(), at: .now()) }
                if await iterator.next() == nil { return leave(responder) }
            }
        }
    }

    private var isStopping: Bool { waiting.withLock { $0.isStopping } }

    private func leave(_ responder: any Responder) -> HTTPResponse? {
        responder.ended(.clientLeft, at: .now())
        return nil
    }

    private func add(_ waker: AsyncStream<Void>.Continuation) -> ExchangeID {
        waiting.withLock { waiting in
            waiting.last += 1
            let id = ExchangeID(rawValue: waiting.last)
            waiting.wakers[id] = waker
            return id
        }
    }

    private func remove(_ id: ExchangeID) {
        waiting.withLock { $0.wakers[id] = nil }
    }

    private static func alarm(
        at deadline: Instant, _ waker: AsyncStream<Void>.Continuation
    ) -> Task<Void, Never> {
        Task {
            let rest = Duration.nanoseconds(max(0, deadline.uptime - Instant.now().uptime))
            if (try? await Task.sleep(for: rest)) != nil { waker.yield() }
        }
    }
}
