import Glibc

/// Tells on standard error what is being measured, so that standard output holds results alone.
enum Progress {
    static func print(_ text: String) {
        let line = text + "\n"
        write(STDERR_FILENO, line, line.utf8.count)
    }
}
