import HTTPMessages
import Synchronization

/// Wakes exchanges of the server. It is made before the server is, and connected to it afterwards.
final class Waker: Sendable {
    private struct Server {
        let wake: @Sendable (ExchangeID) -> Void
        let catchUp: @Sendable (ExchangeID) -> Void
    }

    private let server = Mutex<Server?>(nil)

    func connect(
        wake: @escaping @Sendable (ExchangeID) -> Void,
        catchUp: @escaping @Sendable (ExchangeID) -> Void
    ) {
        server.withLock { $0 = Server(wake: wake, catchUp: catchUp) }
    }

    /// True if there is a server.
    var isConnected: Bool { server.withLock { $0 != nil } }

    /// Breaks the reference cycle between the server and its handler.
    func disconnect() {
        server.withLock { $0 = nil }
    }

    func wake(_ exchanges: [ExchangeID]) {
        guard !exchanges.isEmpty else { return }
        let server = server.withLock { $0 }
        for exchange in exchanges { server?.wake(exchange) }
    }

    /// Wakes an exchange once the server has handled everything that has reached it by now; returns
    /// false if there is no server.
    func catchUp(_ exchange: ExchangeID) -> Bool {
        let server = server.withLock { $0 }
        server?.catchUp(exchange)
        return server != nil
    }
}
