import Glibc

/// The complete lines of a file without their line feeds, read on demand: a journal may be larger
/// than the memory.
struct JournalLines: Sequence, IteratorProtocol {
    /// The number of bytes of the lines returned so far, line feeds included.
    private(set) var byteCount = 0
    /// Nil at the end: what others append meanwhile does not belong to it.
    private var descriptor: Int32?
    private var offset: off_t = 0
    private var buffer: [UInt8] = []
    /// The position of the next line in the buffer.
    private var position = 0

    private static let chunkBytes = 1 << 16

    /// Reads an open file from its beginning. A pipe or a device is never read.
    init(of descriptor: Int32) {
        self.descriptor = Descriptor.isRegularFile(descriptor) ? descriptor : nil
        skipByteOrderMark()
    }

    /// The bytes after the last complete line, once all lines were returned.
    var torn: [UInt8] { Array(buffer[position...]) }

    mutating func next() -> [UInt8]? {
        repeat {
            guard let end = buffer[position...].firstIndex(of: .lineFeed) else { continue }
            defer {
                byteCount += end + 1 - position
                position = end + 1
            }
            return Array(buffer[position..<end])
        } while readMore()
        return nil
    }

    /// Skips a byte order mark, which some editors put at the beginning of a file.
    private mutating func skipByteOrderMark() {
        guard readMore(), buffer.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
        position = 3
        byteCount = 3
    }

    private mutating func readMore() -> Bool {
        guard let descriptor else { return false }
        var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
        var count = 0
        repeat {
            count = pread(descriptor, &chunk, chunk.count, offset)
        } while count < 0 && errno == EINTR
        guard count > 0 else {
            self.descriptor = nil
            return false
        }
        offset += off_t(count)
        buffer.removeFirst(position)
        position = 0
        buffer += chunk[..<count]
        return true
    }
}
