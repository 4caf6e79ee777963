import Glibc

/// A file that is read whole, within a bound.
struct WholeFile {
    let path: String

    /// A reason why a file could not be read, without its path.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Returns the content of a regular file or a pipe, without a byte order mark.
    func read(atMost bytesMax: Int) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        var status = stat()
        let tooLarge = Failure(description: "larger than \(bytesMax) bytes")
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        guard Int(status.st_size) <= bytesMax else { throw tooLarge }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(errno) }
            guard count > 0 else {
                return bytes.starts(with: Self.byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
            }
            bytes += chunk[..<count]
            // Text never begins so: /dev/zero need not be read up to the bound.
            guard bytes[0] != 0 else { throw Failure(description: "not text") }
            guard bytes.count <= bytesMax else { throw tooLarge }
        }
    }

    private func failure(_ code: Int32) -> Failure {
        Failure(description: String(cString: strerror(code)))
    }
}
