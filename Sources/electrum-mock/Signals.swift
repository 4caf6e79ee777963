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

    /// Waits for signals for the rest of the process, as `dispatchMain` does: the sources get those
    /// that are blocked in all other threads.
    static func takeForAllThreads() -> Never {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        var none = sigset_t()
        sigemptyset(&none)
        while true { sigsuspend(&none) }
    }
}
