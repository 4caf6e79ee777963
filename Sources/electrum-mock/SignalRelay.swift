import CEpoll
import Dispatch
import Glibc
import Synchronization

/// Passes the signals that ask us to end on to the command, and remembers that one came.
final class SignalRelay: Sendable {
    private struct State {
        var command: ProcessGroup?
        var last: Int32?
        var deadline: ContinuousClock.Instant?
        var isDismissed = false
    }

    private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    private let state = Mutex(State())
    private let graceMs: Int64

    /// From now on no signal ends us. SIGHUP stays ignored where it was, as `nohup` wants it.
    ///
    /// - Parameter graceMs: how long the command may go on after a signal before it is killed.
    init(graceMs: Int64) async {
        self.graceMs = graceMs
        for number in Self.numbers {
            if number == SIGHUP, cepoll_ignores(number) == 1 { continue }
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                pass(number)
                withExtendedLifetime(source) {}
            }
            await withCheckedContinuation { registered in
                source.setRegistrationHandler { registered.resume() }
                source.activate()
            }
        }
    }

    /// Whether a signal came.
    var hasArrived: Bool { state.withLock { $0.last != nil } }

    /// Until when the command may go on after the first signal; nil while none came.
    var deadline: ContinuousClock.Instant? { state.withLock { $0.deadline } }

    /// Signals go to this command from now on, one that came already too; to none if nil.
    func pass(to command: ProcessGroup?) {
        state.withLock { state in
            state.command = command
            if let last = state.last { command?.send(last) }
        }
    }

    /// Nothing is left to end but us: the next signal does it at once, though nobody may read what
    /// we have to say. One that has come already keeps us from waiting for a reader.
    func dismiss() {
        let hasArrived = state.withLock { state in
            state.isDismissed = true
            return state.last != nil
        }
        if hasArrived { Output.abandon() }
    }

    private func pass(_ number: Int32) {
        let isFirst = state.withLock { state in
            if state.isDismissed { _exit(128 + number) }
            defer { state.last = number }
            state.command?.send(number)
            if state.deadline == nil { state.deadline = .now + .milliseconds(graceMs) }
            return state.last == nil
        }
        guard isFirst else { return }
        let deadline = DispatchTime.now() + .milliseconds(Int(graceMs))
        DispatchQueue.global().asyncAfter(deadline: deadline) { [self] in
            state.withLock { $0.command?.send(SIGKILL) }
        }
    }
}
