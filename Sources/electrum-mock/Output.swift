import ArgumentParser
import ElectrumMock
import ElectrumSwitch
import Escaping
import Glibc
import Scenarios

/// Standard output and standard error, written by threads of their own, so that neither serving nor
/// signal handling waits for a reader.
enum Output {
    static let standard = OutputQueue(
        to: STDOUT_FILENO, called: "stdout", bytesMax: bytesMax,
        loss: .gap { notice($0, $1, of: "lines") })
    static let error = OutputQueue(
        to: STDERR_FILENO, called: "stderr", bytesMax: bytesMax,
        loss: .gap { notice($0, $1, of: "log lines") })

    /// The exit code when what a command had to say could not be written: EX_IOERR of sysexits.h.
    static let failureCode: Int32 = 74

    /// The most bytes of log lines that may wait.
    private static let bytesMax = 1024 * 1024
    /// The longest wait for an unresponsive reader at the end of the process, in milliseconds.
    private static let patienceMs = 200

    /// Prepares the process. Call it before anything is opened or written.
    static func prepare() {
        // A reader that has left is an error of the call, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        // So is a file that may not grow any more (`ulimit -f`).
        signal(SIGXFSZ, SIG_IGN)
        // A stream that the parent has closed must not become a file or a client's socket: it
        // stays one that cannot be written.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Writes the waiting output and returns the exit code: that of the command, unless its output
    /// could not be written.
    static func finish(_ code: Int32) -> Int32 {
        standard.flush(patienceMs: nil)
        if let failure = standard.status.failure {
            error.tell("cannot write standard output: \(String(cString: strerror(failure)))")
        }
        error.flush(patienceMs: nil)
        let hasFailed = standard.status.failure ?? error.status.failure != nil
        return hasFailed ? failureCode : code
    }

    /// Gives the readers of a stopping mock a last chance; what they do not take is dropped.
    static func abandon() {
        for stream in [error, standard] where !stream.flush(patienceMs: patienceMs) {
            stream.end()
        }
    }

    private static func notice(_ count: Int, _ code: Int32?, of lines: String) -> String {
        var digits = String(count)
        for place in stride(from: digits.count - 3, to: 0, by: -3) {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
        }
        let reason = code.map { String(cString: strerror($0)) } ?? "standard error is not read"
        return "\(digits) \(lines) were dropped: \(reason)"
    }
}

extension OutputQueue {
    /// Writes the output that the command exists for: it is never dropped, and if it cannot be
    /// written the exit code is 74.
    func write(_ text: String) { add(Array((eraser + text).utf8), as: .result) }

    /// Writes the same with a line feed added.
    func write(line: String) { write(line + "\n") }

    /// Writes the same in colours, if the stream is to have them.
    func write(painted text: String) {
        let descriptor = self === Output.standard ? STDOUT_FILENO : STDERR_FILENO
        write(ColorChoice.paints(descriptor) ? Paint.painted(text) : text)
    }

    /// Writes a line of the log of a running mock; dropped if nobody reads it.
    func log(_ line: String) { add(Array((eraser + line + "\n").utf8)) }

    /// Reports an error or a warning, and what else there is to know about it.
    func tell(_ message: String, _ more: String...) {
        guard LogFormat.chosen == .text else {
            let text = ([message] + more).joined(separator: "; ")
            return add(Array("\(LogLine.notice(text, as: .json))\n".utf8), as: .notice)
        }
        let sentences = (["electrum-mock: \(message)"] + more).map { sentence in
            sentence.escaped(for: .line, max: 4_000).folded() + "\n"
        }
        add(Array((eraser + sentences.joined()).utf8), as: .notice)
    }

    /// Reports the mistakes in files, each at its place.
    func tell(_ mistakes: Diagnostics) {
        let texts = mistakes.list.map { $0.folded + "\n" }
        write(painted: texts.joined(separator: "\n"))
    }

    private var eraser: String { self === Output.error ? ProgressLine.takeEraser() : "" }
}

extension Diagnostic {
    /// The same as `description` within 80 columns.
    fileprivate var folded: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        let lines = [
            message.folded(behind: "\(place): error: "), line > 0 ? excerpt(atMost: 78) : nil,
            hint?.folded(behind: "hint: "),
        ]
        return lines.compactMap(\.self).joined(separator: "\n")
    }
}

extension LogFormat: OptionWord {
    /// The format of this process, also for lines before the mock runs.
    static let chosen = EnvironmentOptions.early("log-format").flatMap(LogFormat.init) ?? .text
}
