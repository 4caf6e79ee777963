import HTTPMessages
import Synchronization

/// Tells the server that exchanges may go on. It is made before the server is, and connected to
/// it afterwards.
final class Waker: Sendable {
    private let sink = Mutex<(@Sendable (ExchangeID) -> Void)?>(nil)

    func connect(_ wake: @escaping @Sendable (ExchangeID) -> Void) {
        sink.withLock { $0 = wake }
    }

    func wake(_ exchanges: [ExchangeID]) {
        guard !exchanges.isEmpty else { return }
        let wake = sink.withLock { $0 }
        for exchange in exchanges { wake?(exchange) }
    }
}
