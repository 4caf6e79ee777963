import ElectrumMock
import Glibc
import Synchronization

/// A progress line on standard error, erased at the end; none if standard error is not a terminal.
enum ProgressLine {
    static let isOnTerminal = isatty(STDERR_FILENO) == 1
    private static let isShown = Atomic(false)
    private static let eraser = "\r\u{1B}[K"
    private static let width = 79

    /// Shows a text in place of the one before.
    static func show(_ text: String) {
        guard isOnTerminal else { return }
        isShown.store(true, ordering: .relaxed)
        Output.error.add(Array("\(eraser)\(text.prefix(width))".utf8), as: .log)
    }

    /// Removes the text.
    static func clear() {
        let rest = takeEraser()
        if !rest.isEmpty { Output.error.add(Array(rest.utf8), as: .notice) }
    }

    /// Returns what removes the text, to be written before anything else is; empty for none.
    static func takeEraser() -> String {
        isShown.exchange(false, ordering: .relaxed) ? eraser : ""
    }
}
