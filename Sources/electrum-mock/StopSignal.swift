import Dispatch
import Glibc

/// The request of a person or a process manager to stop: SIGTERM or SIGINT.
struct StopSignal {
    private static let numbers = [SIGTERM, SIGINT]

    private let sources: [any DispatchSourceSignal]
    private let signals: AsyncStream<Void>

    /// Begins to keep the first signal until `wait`; none is lost from now on, since a client may
    /// end the mock as soon as it is ready.
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

    /// Returns on the first signal; a second one ends the process at once.
    func wait() async {
        for await _ in signals { break }
        for source in sources { source.cancel() }
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}
