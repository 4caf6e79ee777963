import Dispatch
import Glibc
import Synchronization

/// Starts child processes and waits for all of them: the commands, and the orphans of theirs that
/// this process adopts. One thread waits while there are any, whoever asks for which.
final class Reaper: Sendable {
    private struct State {
        var isWaiting = false
        /// The children that somebody will ask for, until then.
        var started: Set<pid_t> = []
        var ended: [pid_t: Int32] = [:]
        var askers: [pid_t: CheckedContinuation<Int32, Never>] = [:]
    }

    /// That of this process; a child can be waited for only once.
    static let shared = Reaper()

    private let state = Mutex(State())

    /// Starts a child.
    ///
    /// - Parameter spawn: returns the id of the new process, nil if there is none. No child is
    ///   taken for a stranger, however soon it ends.
    func start(_ spawn: () -> pid_t?) -> pid_t? {
        state.withLock { state in
            guard let id = spawn() else { return nil }
            state.started.insert(id)
            if !state.isWaiting {
                state.isWaiting = true
                DispatchQueue(label: "children").async { self.reap() }
            }
            return id
        }
    }

    /// Returns the exit status of a child once it has ended, 128 and the signal if one ended it.
    /// May be asked once for each.
    func status(of id: pid_t) async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = state.withLock { state -> Int32? in
                if let status = state.ended.removeValue(forKey: id) { return status }
                state.askers[id] = continuation
                return nil
            }
            if let status { continuation.resume(returning: status) }
        }
    }

    private func reap() {
        while true {
            var status: Int32 = 0
            let id = waitpid(-1, &status, 0)
            guard id > 0 else {
                if errno == EINTR { continue }
                let isOver = state.withLock { state in
                    state.isWaiting = !state.started.isEmpty
                    return !state.isWaiting
                }
                if isOver { return }
                continue
            }
            note(id, status)
        }
    }

    private func note(_ id: pid_t, _ status: Int32) {
        let signal = status & 0x7F
        let code = signal == 0 ? status >> 8 & 0xFF : 128 + signal
        let asker = state.withLock { state -> CheckedContinuation<Int32, Never>? in
            guard state.started.remove(id) != nil else { return nil }
            if let asker = state.askers.removeValue(forKey: id) { return asker }
            state.ended[id] = code
            return nil
        }
        asker?.resume(returning: code)
    }
}
