import Dispatch
import Glibc
import Synchronization

/// Signals to the process, counted until they are taken.
final class Signals: Sendable {
    private let arrived = Atomic(0)

    /// Returns true if any signal arrived since the last call.
    func take() -> Bool {
        arrived.exchange(0, ordering: .relaxed) > 0
    }

    /// Counts a signal from now on, for the rest of the process.
    static func count(_ number: Int32) -> Signals {
        let signals = Signals()
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            signals.arrived.add(1, ordering: .relaxed)
            withExtendedLifetime(source) {}
        }
        source.activate()
        return signals
    }
}
