import Dispatch
import Glibc

/// The wish of a person or a process manager that the mock ends: SIGTERM or SIGINT.
struct StopSignal {
    private static let numbers = [SIGTERM, SIGINT]

    private let sources: [any DispatchSourceSignal]
    private let signals: AsyncStream<Void>

    /// From now on no signal is lost: the first one is kept until `wait`. Whoever sees that the
    /// mock is ready may end it at once.
    init() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        self.signals = signals
        sources = Self.numbers.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield() }
            return source
        }
        for source in sources {
            await withCheckedContinuation { registered in
                source.setRegistrationHandler { registered.resume() }
                source.activate()
            }
        }
    }

    /// Returns when the first signal has arrived; a second one ends the process at once.
    func wait() async {
        for await _ in signals { break }
        for source in sources { source.cancel() }
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}
