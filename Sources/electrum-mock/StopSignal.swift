import Dispatch
import Glibc

/// The wish of a person or a process manager that the mock ends: SIGTERM or SIGINT.
enum StopSignal {
    /// Returns when the first one arrives; a second one ends the process at once.
    static func wait() async {
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: .global())
        }
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        for source in sources {
            source.setEventHandler { continuation.yield() }
            source.activate()
        }
        for await _ in signals { break }
        for source in sources { source.cancel() }
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
    }
}
