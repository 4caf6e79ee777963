import CEpoll
import Glibc

/// Kills the process groups of commands if this process is killed by SIGKILL: a shell that waits
/// for the end of a pipe whose other end only this process holds. Processes that have left their
/// group are not reached.
struct Guardian: Sendable {
    private let shell: ProcessGroup
    /// The guardian's own process, which is not part of any command.
    var id: pid_t { shell.id }
    private let pipeEnd: Int32

    /// Keeps the groups as arguments: adds those of lines `+ ID`, removes those of lines `- ID`.
    private static let script = """
        while read -r change id; do
          case $change in
          +) set -- "$@" "-$id" ;;
          *) for group do shift; [ "$group" = "-$id" ] || set -- "$@" "$group"; done ;;
          esac
        done
        [ $# = 0 ] || kill -s KILL -- "$@"
        """

    /// Starts a guardian of no group; nil if there is no shell, and commands then run unguarded.
    init?() {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { return nil }
        defer { close(ends[0]) }
        guard
            let shell = try? ProcessGroup(
                starting: ["/bin/sh", "-c", Self.script],
                streams: .given(input: ends[0], output: nil, errors: nil))
        else {
            close(ends[1])
            return nil
        }
        self.shell = shell
        pipeEnd = ends[1]
    }

    /// Guards the group of a command from now on.
    func add(_ command: ProcessGroup) { tell("+ \(command.id)\n") }

    /// Guards it no longer, since the command has ended.
    func remove(_ command: ProcessGroup) { tell("- \(command.id)\n") }

    /// Dismisses the guardian, since all commands have ended.
    func dismiss() async {
        close(pipeEnd)
        _ = await shell.wait()
    }

    // A line is shorter than what a pipe takes in one piece.
    private func tell(_ line: String) { _ = write(pipeEnd, line, line.utf8.count) }
}
