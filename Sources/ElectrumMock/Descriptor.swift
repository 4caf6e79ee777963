import Glibc

/// Calls on a descriptor that may be anything: a file, a pipe, a terminal.
enum Descriptor {
    /// The error of a call, taken before another call could change it.
    struct SystemError: Error, CustomStringConvertible {
        let code: Int32

        var description: String { String(cString: strerror(code)) }
    }

    /// Writes the first of the bytes, as many as one call takes. Waits where it has to, also for a
    /// pipe that somebody has made non-blocking.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32)
        -> Result<Int, SystemError>
    {
        while true {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 || bytes.isEmpty { return .success(max(count, 0)) }
            let code = count == 0 ? EIO : errno
            switch code {
            case EINTR: continue
            case EAGAIN:
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            default: return .failure(SystemError(code: code))
            }
        }
    }

    /// Whether it is a file that can be cut, read again and locked.
    static func isRegularFile(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
