import Dispatch
import Glibc

/// The request of a person, a process manager or a test to stop: SIGTERM, SIGINT, `stop`, or the
/// end of the parent process.
struct StopSignal {
    private static let numbers = [SIGTERM, SIGINT]

    private let sources: [any DispatchSourceSignal]
    private let signals: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// Begins to keep the first signal until `wait`; none is lost from now on, since a client may
    /// end the mock as soon as it is ready.
    init() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        self.signals = signals
        self.continuation = continuation
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

    /// Acts as a signal does.
    var stop: @Sendable () -> Void {
        { [continuation] in continuation.yield() }
    }

    /// Stops when this process gets another parent than the given one. The parent's number is
    /// looked at now and then: the kernel's own signal (PR_SET_PDEATHSIG) comes as soon as the
    /// thread ends that has started this process, which pools of threads do at any time.
    func follow(parent: pid_t) {
        Task { [stop] in
            while getppid() == parent { try await Task.sleep(for: Self.parentInterval) }
            stop()
        }
    }

    private static let parentInterval = Duration.milliseconds(200)

    /// Returns on the first signal; a second one ends the process at once.
    func wait() async {
        for await _ in signals { break }
        for source in sources { source.cancel() }
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}
