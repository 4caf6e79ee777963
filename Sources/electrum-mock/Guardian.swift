import Glibc

/// Kills the process group of a command if this process is killed by SIGKILL: a shell that waits
/// for the end of a pipe whose other end only this process holds. Processes that have left the
/// group are not reached.
struct Guardian {
    private let shell: ProcessGroup
    /// The guardian's own process, which is not part of the command.
    var id: pid_t { shell.id }
    private let pipeEnd: Int32

    /// Starts a guardian; nil if there is no shell, and the command then runs unguarded.
    init?(of command: ProcessGroup) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let script = "read -r word || kill -s KILL -- \"-$0\""
        guard
            let shell = try? ProcessGroup(
                starting: ["/bin/sh", "-c", script, "\(command.id)"], input: ends[0])
        else {
            close(ends[1])
            return nil
        }
        self.shell = shell
        pipeEnd = ends[1]
    }

    /// Dismisses the guardian, since the command has ended.
    func dismiss() {
        write(pipeEnd, "\n", 1)
        close(pipeEnd)
        while waitpid(shell.id, nil, 0) < 0 && errno == EINTR {}
    }
}
