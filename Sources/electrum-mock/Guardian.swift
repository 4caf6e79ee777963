import Glibc

/// Kills the process group of a command when we are killed ourselves and can do nothing about it:
/// a shell that waits for the end of a pipe whose other end is ours alone. What has left the group
/// is not reached.
struct Guardian {
    private let shell: ProcessGroup
    /// The process that is no part of the command.
    var id: pid_t { shell.id }
    private let pipeEnd: Int32

    /// Nil where there is no shell to be had; the command then goes unguarded.
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

    /// The command has ended, and needs no guardian any more.
    func dismiss() {
        write(pipeEnd, "\n", 1)
        close(pipeEnd)
        while waitpid(shell.id, nil, 0) < 0 && errno == EINTR {}
    }
}
