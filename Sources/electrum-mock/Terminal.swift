import Glibc

/// The terminal that we were started from. Only one process group at a time may read it, and gets
/// the signals of its keys.
struct Terminal {
    /// Nil when there is none, or when it is not ours to give.
    init?() {
        guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return nil }
        // Taking it back is otherwise not for a group in the background.
        signal(SIGTTOU, SIG_IGN)
    }

    /// Gives it to a command, which goes on if it was stopped because it did not have it.
    func handOver(to command: ProcessGroup) {
        _ = tcsetpgrp(STDIN_FILENO, command.id)
        command.send(SIGCONT)
    }

    /// Takes it back from a command that has ended.
    func takeBack() {
        _ = tcsetpgrp(STDIN_FILENO, getpgrp())
    }
}
