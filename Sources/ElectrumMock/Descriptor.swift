import Glibc

/// System calls on a descriptor of any kind: a file, a pipe, a terminal.
enum Descriptor {
    /// The error of a system call, read before another call can change it.
    struct SystemError: Error, CustomStringConvertible {
        let code: Int32

        var description: String { String(cString: strerror(code)) }
    }

    /// Writes the first of the bytes, as many as one call takes. Blocks if necessary, also on a
    /// pipe that was made non-blocking.
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

    /// Returns true for a regular file, which can be truncated, read again and locked.
    static func isRegularFile(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
