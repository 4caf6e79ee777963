import Glibc

/// The whole lines of a file without their line feeds, read as they are asked for: a journal may
/// be larger than the memory.
struct JournalLines: Sequence, IteratorProtocol {
    /// How many bytes the lines took that were given out, line feeds included.
    private(set) var byteCount = 0
    /// Nil at the end: what others append meanwhile does not belong to it.
    private var descriptor: Int32?
    private var offset: off_t = 0
    private var buffer: [UInt8] = []
    /// Where the next line begins in the buffer.
    private var position = 0

    private static let chunkBytes = 1 << 16

    /// The lines of an open file, from its beginning. A pipe or a device is never read.
    init(of descriptor: Int32) {
        self.descriptor = Descriptor.isRegularFile(descriptor) ? descriptor : nil
        skipByteOrderMark()
    }

    /// What stands behind the last line, once all were given out.
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

    /// Editors on Windows put one at the beginning of a file.
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
