import Glibc

/// The controlling terminal. Only one process group at a time may read it, and gets the signals of
/// its keys.
struct Terminal {
    /// Nil without a terminal, or if this process is in the background.
    init?() {
        guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp() else { return nil }
        // Taking it back is otherwise not for a group in the background.
        signal(SIGTTOU, SIG_IGN)
    }

    /// Gives the terminal to a command, and continues the command if it was stopped for lack of it.
    func handOver(to command: ProcessGroup) {
        _ = tcsetpgrp(STDIN_FILENO, command.id)
        command.send(SIGCONT)
    }

    /// Takes it back from a command that has ended.
    func takeBack() {
        _ = tcsetpgrp(STDIN_FILENO, getpgrp())
    }
}
