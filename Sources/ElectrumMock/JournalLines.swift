import Glibc

/// The whole lines of a file without their line feeds, read as they are asked for: a journal may
/// be larger than the memory.
struct JournalLines: Sequence, IteratorProtocol {
    /// How many bytes the lines took that were given out, line feeds included.
    private(set) var byteCount = 0
    private let descriptor: Int32?
    private var offset: off_t = 0
    private var buffer: [UInt8] = []
    /// Where the next line begins in the buffer.
    private var position = 0

    private static let lineFeed = UInt8(ascii: "\n")
    private static let chunkBytes = 1 << 16

    /// The lines of an open file, from its beginning; nil has none. A pipe or a device is never
    /// read.
    init(of descriptor: Int32?) {
        self.descriptor = descriptor.flatMap { Self.isFile($0) ? $0 : nil }
    }

    /// What stands behind the last line, once all were given out.
    var torn: [UInt8] { Array(buffer[position...]) }

    mutating func next() -> [UInt8]? {
        repeat {
            guard let end = buffer[position...].firstIndex(of: Self.lineFeed) else { continue }
            defer {
                byteCount += end + 1 - position
                position = end + 1
            }
            return Array(buffer[position..<end])
        } while readMore()
        return nil
    }

    private mutating func readMore() -> Bool {
        guard let descriptor else { return false }
        var chunk = [UInt8](repeating: 0, count: Self.chunkBytes)
        let count = pread(descriptor, &chunk, chunk.count, offset)
        guard count > 0 else { return false }
        offset += off_t(count)
        buffer.removeFirst(position)
        position = 0
        buffer += chunk[..<count]
        return true
    }

    private static func isFile(_ descriptor: Int32) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
