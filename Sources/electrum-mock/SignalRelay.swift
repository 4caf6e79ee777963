import CEpoll
import Dispatch
import Glibc
import Synchronization

/// Forwards the signals that ask the process to end to the commands that run, and records them.
final class SignalRelay: Sendable {
    private struct State {
        var commands: [pid_t: ProcessGroup] = [:]
        var last: Int32?
        var deadline: ContinuousClock.Instant?
        var isDismissed = false
    }

    private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    private let state = Mutex(State())
    private let graceMs: Int64

    /// Takes over the signals that would end the process. SIGHUP stays ignored if it was, as
    /// `nohup` requires.
    ///
    /// - Parameter graceMs: how long a command may run after a signal before it is killed.
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

    /// True once a signal has arrived.
    var hasArrived: Bool { state.withLock { $0.last != nil } }

    /// The deadline of the commands after the first signal; nil as long as none has arrived.
    var deadline: ContinuousClock.Instant? { state.withLock { $0.deadline } }

    /// Forwards signals to a command from now on, including one that has arrived.
    func add(_ command: ProcessGroup) {
        state.withLock { state in
            state.commands[command.id] = command
            if let last = state.last { command.send(last) }
        }
    }

    /// Forwards no more signals to a command, since it has ended.
    func remove(_ command: ProcessGroup) {
        state.withLock { $0.commands[command.id] = nil }
    }

    /// Restores the default action of signals when only this process is left to end: the next
    /// signal then ends it even while output has no reader. After a signal that has arrived
    /// already, no reader is waited for.
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
            for command in state.commands.values { command.send(number) }
            if state.deadline == nil { state.deadline = .now + .milliseconds(graceMs) }
            return state.last == nil
        }
        guard isFirst else { return }
        let deadline = DispatchTime.now() + .milliseconds(Int(graceMs))
        DispatchQueue.global().asyncAfter(deadline: deadline) { [self] in
            state.withLock { state in
                for command in state.commands.values { command.send(SIGKILL) }
            }
        }
    }
}
