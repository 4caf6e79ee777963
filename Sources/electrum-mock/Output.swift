import Glibc

/// Standard output and standard error, a whole line or text in one call.
enum Output: Int32 {
    case standard = 1
    case error = 2

    func write(line: String) { write(line + "\n") }

    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
